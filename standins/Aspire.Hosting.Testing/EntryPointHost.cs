using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>The host as a test holds it: its entry point starts it, and it ends with the test.</summary>
internal sealed class EntryPointHost(EntryPointRun run, DistributedApplication application) : IHost, IAsyncDisposable
{
    public IServiceProvider Services => application.Services;

    public Task StartAsync(CancellationToken cancellationToken = default) => run.Started.WaitAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken = default) => run.DisposeAsync().AsTask().WaitAsync(cancellationToken);

    public void Dispose() => run.DisposeAsync().AsTask().GetAwaiter().GetResult();

    public ValueTask DisposeAsync() => run.DisposeAsync();
}
