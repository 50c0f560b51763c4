namespace CamStream.Edge.Sources;

/// <summary>
/// Waits until the next frame is due, at an even pace that does not drift. Frames that are too late
/// are skipped.
/// </summary>
/// <param name="framesPerSecond">The frame rate.</param>
/// <param name="time">The clock.</param>
/// <param name="phase">
/// When the first frame is due, as a fraction of a frame interval, 0 to 1, on a grid from the Unix
/// epoch; null means at once.
/// </param>
internal sealed class Pacer(double framesPerSecond, TimeProvider time, double? phase = null)
{
    private readonly long _start =
        time.GetTimestamp()
        + (long)(
            time.TimestampFrequency * (phase is { } wanted ? Until(wanted, framesPerSecond, time.GetUtcNow()) : 0)
        );
    private readonly double _ticksPerFrame = time.TimestampFrequency / framesPerSecond;
    private long _next;

    /// <summary>Waits for the next frame.</summary>
    public async Task NextAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var elapsed = time.GetTimestamp() - _start;
        _next = Math.Max(_next, (long)(elapsed / _ticksPerFrame));
        var wait = time.GetElapsedTime(0, (long)(_next * _ticksPerFrame) - elapsed);
        _next++;
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellation);
    }

    // In seconds.
    private static double Until(double phase, double framesPerSecond, DateTimeOffset now)
    {
        var past = (now - DateTimeOffset.UnixEpoch).TotalSeconds * framesPerSecond % 1;
        return (phase - past + 1) % 1 / framesPerSecond;
    }
}
