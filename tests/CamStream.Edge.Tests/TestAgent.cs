using CamStream.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CamStream.Edge;

/// <summary>The whole camera agent in this process.</summary>
internal sealed class TestAgent : IAsyncDisposable
{
    private readonly IHost _host;

    private TestAgent(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    public FrameCounts Counts => Services.GetRequiredService<FrameCounts>();

    public static async Task<TestAgent> StartAsync(Mosquitto broker, params string[] options)
    {
        var builder = EdgeHost.CreateBuilder([
            "--Edge:Camera=porch",
            "--Edge:Width=320",
            "--Edge:Height=240",
            "--Mqtt:Host=127.0.0.1",
            FormattableString.Invariant($"--Mqtt:Port={broker.Port}"),
            "--Logging:LogLevel:Default=None",
            .. options,
        ]);
        var agent = new TestAgent(builder.Build());
        await agent._host.StartAsync(TestContext.Current.CancellationToken);
        return agent;
    }

    public Task StopAsync() => _host.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _host.Dispose();
    }
}
