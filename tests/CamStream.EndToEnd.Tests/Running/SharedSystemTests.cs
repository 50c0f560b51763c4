namespace CamStream.EndToEnd.Running;

/// <summary>
/// Tests on a shared system. Each starts with a healthy system, and fails if it leaves an unhealthy
/// one.
/// </summary>
public abstract class SharedSystemTests(SharedSystem shared) : IAsyncLifetime
{
    internal RunningSystem System => shared.System;

    public async ValueTask InitializeAsync() => await System.ReadyAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await System.ReadyAsync();
        GC.SuppressFinalize(this);
    }
}
