namespace CamStream.EndToEnd.Running;

/// <summary>
/// Tests on a shared system: each finds it healthy, and fails when it does not leave it so.
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
