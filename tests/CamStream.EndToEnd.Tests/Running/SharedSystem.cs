using CamStream.Testing.Otlp;

namespace CamStream.EndToEnd.Running;

/// <summary>
/// A system shared by the tests of one collection, one after another, because a start takes about
/// ten seconds.
/// </summary>
/// <param name="cameras">The number of demo cameras.</param>
/// <param name="encoders">The number of encoders.</param>
/// <param name="dashboard">
/// Whether the dashboard runs and gets the telemetry; otherwise <see cref="Collector"/> gets it.
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
