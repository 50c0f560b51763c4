namespace CamStream.Edge.Sources;

/// <summary>Tells when the next frame is due: at an even pace that does not drift. Frames that could not be made in time are left out.</summary>
internal sealed class Pacer(double framesPerSecond, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private readonly double _ticksPerFrame = time.TimestampFrequency / framesPerSecond;
    private long _next;

    /// <summary>Waits for the next frame; the first is due at once.</summary>
    public async Task NextAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var elapsed = time.GetTimestamp() - _start;
        _next = Math.Max(_next, (long)(elapsed / _ticksPerFrame));
        var wait = time.GetElapsedTime(0, (long)(_next * _ticksPerFrame) - elapsed);
        _next++;
        if (wait > TimeSpan.Zero) await Task.Delay(wait, time, cancellation);
    }
}
