using System.Collections.Concurrent;
using CamStream.Frames;
using CamStream.Ingest.Telemetry;

namespace CamStream.Ingest.Intake;

/// <summary>
/// Counts every message that is refused, and logs each kind of problem at most once a second: ten
/// thousand pieces of garbage a second make ten thousand counts and one line.
/// </summary>
internal sealed partial class IntakeLog(IngestMetrics metrics, TimeProvider time, ILogger<IntakeLog> log)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Kind> _kinds = new();

    /// <summary>A frame was refused.</summary>
    /// <param name="camera">The camera; null unless it is known.</param>
    /// <param name="detail">The kind of problem, one of a few words.</param>
    /// <param name="reason">What is wrong, in words.</param>
    public void FrameRefused(CameraId? camera, string detail, string reason)
    {
        metrics.FrameRefused(camera, detail);
        if (MayLog(detail, out var count))
            Log.Refused(log, detail, reason, count);
    }

    /// <summary>Another message was refused; parameters as in <see cref="FrameRefused"/>.</summary>
    public void MessageRefused(CameraId? camera, string detail, string reason)
    {
        metrics.MessageRefused(camera, detail);
        if (MayLog(detail, out var count))
            Log.Refused(log, detail, reason, count);
    }

    /// <summary>A camera's clock was set.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="correction">What is added to the camera's time from now on.</param>
    public void ClockJumped(CameraId camera, TimeSpan correction)
    {
        metrics.ClockJumped(camera);
        if (MayLog("clock_jump", out var count))
            Log.ClockJumped(log, camera.Value, correction.TotalSeconds, count);
    }

    private bool MayLog(string what, out long count)
    {
        var kind = _kinds.GetOrAdd(what, static _ => new Kind());
        lock (kind)
        {
            count = ++kind.Unlogged;
            var now = time.GetTimestamp();
            if (kind.Logged is { } logged && time.GetElapsedTime(logged, now) < _pause)
                return false;
            (kind.Logged, kind.Unlogged) = (now, 0);
            return true;
        }
    }

    private sealed class Kind
    {
        public long? Logged { get; set; }

        public long Unlogged { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Refused ({Detail}): {Reason} ({Count} since the last such line)")]
        public static partial void Refused(ILogger log, string detail, string reason, long count);

        [LoggerMessage(
            LogLevel.Warning,
            "The clock of camera {Camera} was set to {Offset:0.000} s behind ours ({Count} since the last such line)"
        )]
        public static partial void ClockJumped(ILogger log, string camera, double offset, long count);
    }
}
