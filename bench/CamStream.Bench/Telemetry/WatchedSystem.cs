using CamStream.Bench.Processes;
using CamStream.Bench.Running;

namespace CamStream.Bench.Telemetry;

/// <summary>A system with a viewer for each camera; all stopped when disposed.</summary>
internal sealed class WatchedSystem : IAsyncDisposable
{
    private readonly MeasuredSystem _system;
    private readonly CancellationTokenSource _watching;

    private WatchedSystem(
        MeasuredSystem system,
        IReadOnlyList<BenchCamera> cameras,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        (_system, _watching) = (system, CancellationTokenSource.CreateLinkedTokenSource(cancellation));
        Failed = Task.WhenAny(
                cameras.Select(camera => new PlainViewer(system.Page, camera.Id, time).WatchAsync(_watching.Token))
            )
            .Unwrap();
    }

    /// <summary>
    /// Ends when a viewer ends, with its failure: a measurement after that would be wrong.
    /// </summary>
    public Task Failed { get; }

    public static async Task<WatchedSystem> StartAsync(
        IReadOnlyList<BenchCamera> cameras,
        string otlp,
        IReadOnlyDictionary<string, string> settings,
        TimeProvider time,
        CancellationToken cancellation
    ) => new(await MeasuredSystem.StartAsync(cameras, cancellation, otlp, settings), cameras, time, cancellation);

    /// <summary>The system's processes now.</summary>
    public IReadOnlyList<RunningProcess> Find() => _system.Mark.Find();

    public async ValueTask DisposeAsync()
    {
        await _watching.CancelAsync();
        await Failed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _watching.Dispose();
        await _system.DisposeAsync();
    }
}
