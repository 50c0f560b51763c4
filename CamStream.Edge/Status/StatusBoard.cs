using System.Reflection;
using CamStream.Edge.Capture;
using CamStream.Edge.Settings;
using CamStream.Edge.Sources;
using CamStream.Frames;

namespace CamStream.Edge.Status;

/// <summary>What the camera says of itself, and a bell for whoever publishes it.</summary>
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
    /// What is wrong with the source, in words; null when it delivers. A change rings.
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

    /// <summary>Something else changed that has to be told at once.</summary>
    public void Ring()
    {
        try
        {
            _changed.Release();
        }
        catch (SemaphoreFullException)
        {
            // It rings already.
        }
    }

    /// <summary>Waits until something changes, or <paramref name="interval"/> has passed.</summary>
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

    /// <summary>The status now.</summary>
    public CameraStatus Read(string state)
    {
        var (captured, published, dropped, waiting) = counts.Read();
        var inForce = settings.InForce;
        var size = capture.Size; // after the counts: what was published has one
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
