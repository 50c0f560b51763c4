using System.Reflection;
using CamStream.Edge.Capture;
using CamStream.Edge.Settings;
using CamStream.Edge.Sources;
using CamStream.Frames;

namespace CamStream.Edge.Status;

/// <summary>The camera's status, and a signal to publish it.</summary>
internal sealed class StatusBoard(
    ICameraSource source,
    FrameCapture capture,
    FrameCounts counts,
    CurrentSettings settings,
    TimeProvider time
) : IDisposable
{
    private static readonly string _software =
        typeof(StatusBoard)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0]
        ?? "";

    private readonly SemaphoreSlim _changed = new(0, 1);
    private volatile string? _sourceProblem;

    /// <summary>
    /// What is wrong with the source, in words; null if it delivers. A change signals.
    /// </summary>
    public string? SourceProblem
    {
        get => _sourceProblem;
        set
        {
            if (_sourceProblem == value)
                return;
            _sourceProblem = value;
            Ring();
        }
    }

    /// <summary>Signals that the status has changed.</summary>
    public void Ring()
    {
        try
        {
            _changed.Release();
        }
        catch (SemaphoreFullException)
        {
            // It has been signalled already.
        }
    }

    /// <summary>Waits for a change, at most for <paramref name="interval"/>.</summary>
    public async Task WaitAsync(TimeSpan interval, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var timer = Task.Delay(interval, time, ending.Token);
        var bell = _changed.WaitAsync(ending.Token);
        await Task.WhenAny(timer, bell);
        await ending.CancelAsync();
        await bell.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>The current status.</summary>
    public CameraStatus Read(string state)
    {
        var (captured, published, dropped, waiting) = counts.Read();
        var inForce = settings.InForce;
        var size = capture.Size; // read after the counts: every published frame has a size
        return new CameraStatus
        {
            State = state,
            Source = source.Kind,
            Problem = SourceProblem ?? settings.Problem,
            Width = size?.Width ?? inForce.Width,
            Height = size?.Height ?? inForce.Height,
            Fps = inForce.Fps,
            Captured = captured,
            Published = published,
            Dropped = dropped,
            Queue = waiting,
            Settings = inForce,
            Software = _software,
            At = time.GetUtcNow(),
        };
    }

    public void Dispose() => _changed.Dispose();
}
