using System.Collections.Concurrent;
using CamStream.Frames;
using CamStream.Ingest.Telemetry;

namespace CamStream.Ingest.Intake;

/// <summary>
/// Counts what is refused, every time, and says it, at most once a second for each kind: ten thousand pieces of garbage a second make ten thousand
/// counts and one line.
/// </summary>
internal sealed partial class RefusalLog(IngestMetrics metrics, TimeProvider time, ILogger<RefusalLog> log)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Kind> _kinds = new();

    /// <param name="camera">Whose it was, if a camera that is known is named.</param>
    /// <param name="detail">The kind of refusal, one of a few words.</param>
    /// <param name="reason">What exactly was wrong.</param>
    public void Refused(CameraId? camera, string detail, string reason)
    {
        metrics.FrameRefused(camera, detail);
        var kind = _kinds.GetOrAdd(detail, static _ => new Kind());
        lock (kind)
        {
            kind.Unsaid++;
            var now = time.GetTimestamp();
            if (kind.Said is { } said && time.GetElapsedTime(said, now) < _pause) return;
            Log.Refused(log, detail, reason, kind.Unsaid);
            kind.Said = now;
            kind.Unsaid = 0;
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
    }
}
