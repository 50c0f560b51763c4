using System.Collections.Concurrent;
using CamStream.Frames;
using CamStream.Ingest.Telemetry;

namespace CamStream.Ingest.Intake;

/// <summary>
/// Counts what is wrong with what comes, every time, and says it, at most once a second for each
/// kind: ten thousand pieces of garbage a second make ten thousand counts and one line.
/// </summary>
internal sealed partial class IntakeLog(IngestMetrics metrics, TimeProvider time, ILogger<IntakeLog> log)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Kind> _kinds = new();

    /// <summary>A frame was refused.</summary>
    /// <param name="camera">Whose it was, if a camera that is known is named.</param>
    /// <param name="detail">The kind of refusal, one of a few words.</param>
    /// <param name="reason">What exactly was wrong.</param>
    public void FrameRefused(CameraId? camera, string detail, string reason)
    {
        metrics.FrameRefused(camera, detail);
        if (MaySay(detail, out var count))
            Log.Refused(log, detail, reason, count);
    }

    /// <summary>Another message was refused; for the rest see <see cref="FrameRefused"/>.</summary>
    public void MessageRefused(CameraId? camera, string detail, string reason)
    {
        metrics.MessageRefused(camera, detail);
        if (MaySay(detail, out var count))
            Log.Refused(log, detail, reason, count);
    }

    /// <summary>A camera's clock was set.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="offset">What is added to its time from now on.</param>
    public void ClockJumped(CameraId camera, TimeSpan offset)
    {
        metrics.ClockJumped(camera);
        if (MaySay("clock_jump", out var count))
            Log.ClockJumped(log, camera.Value, offset.TotalSeconds, count);
    }

    private bool MaySay(string what, out long count)
    {
        var kind = _kinds.GetOrAdd(what, static _ => new Kind());
        lock (kind)
        {
            count = ++kind.Unsaid;
            var now = time.GetTimestamp();
            if (kind.Said is { } said && time.GetElapsedTime(said, now) < _pause)
                return false;
            (kind.Said, kind.Unsaid) = (now, 0);
            return true;
        }
    }

    private sealed class Kind
    {
        public long? Said { get; set; }

        public long Unsaid { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Refused ({Detail}): {Reason} ({Count} since the last such line)")]
        public static partial void Refused(ILogger log, string detail, string reason, long count);

        [LoggerMessage(
            LogLevel.Warning,
            "The clock of camera {Camera} jumped: it is {Offset:0.000} s behind ours now ({Count} jumps since the last such line)"
        )]
        public static partial void ClockJumped(ILogger log, string camera, double offset, long count);
    }
}
