using CamStream.Testing.Otlp;

namespace CamStream.EndToEnd.Running;

/// <summary>
/// A system that the tests of one collection share, one after the other: a start takes about ten
/// seconds.
/// </summary>
/// <param name="cameras">Demo cameras.</param>
/// <param name="encoders">Encoders.</param>
/// <param name="dashboard">
/// Whether the dashboard runs, and gets the telemetry; without it <see cref="Collector"/> gets it.
/// </param>
public abstract class SharedSystem(int cameras, int encoders, bool dashboard) : IAsyncLifetime
{
    private OtlpReceiver? _collector;
    private RunningSystem? _system;

    internal RunningSystem System => _system!;

    internal OtlpReceiver Collector => _collector!;

    public async ValueTask InitializeAsync()
    {
        if (!dashboard)
            _collector = await OtlpReceiver.StartAsync();
        _system = await RunningSystem.StartAsync(cameras, encoders, _collector?.Url);
    }

    public async ValueTask DisposeAsync()
    {
        if (_system is not null)
            await _system.DisposeAsync();
        if (_collector is not null)
            await _collector.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
