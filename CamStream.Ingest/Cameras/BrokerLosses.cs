using CamStream.Frames;

namespace CamStream.Ingest.Cameras;

/// <summary>
/// Counts the frames that a camera published and that never arrived: the holes in its sequence,
/// less the frames that the camera reports as dropped by itself, less those that arrived and were
/// refused. So each captured frame is counted once: by the camera, here, or where its way goes on.
/// <code>
///   seq      0 1 2 3 4 5 6 7 8      4, 5 and 6 are missing. The camera reports 2 drops,
///   arrived  × × × ×       × ×      so the broker lost 1.
///   dropped  0 0 0 0       2 2
/// </code>
/// A hole is judged when the second frame after it arrives: by then the camera has counted all its
/// drops. Counted losses are never reversed; later camera drops are subtracted from the next loss.
/// Duplicate and late frames count nothing. A new boot starts anew, and so does a leap in the
/// sequence that no loss explains.
/// </summary>
internal sealed class BrokerLosses
{
    /// <summary>
    /// A longer hole is not a loss but a counter that was set: ten minutes at 60 frames per second.
    /// </summary>
    public const long Leap = 36_000;

    /// <summary>
    /// Frames before the first one are missed if they were captured within this time. A camera that
    /// has counted for longer sent them to another Ingest, or rested.
    /// </summary>
    public static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(30);

    // The interval is measured over this time: single frames may come close together when a camera
    // makes up for a delay.
    private static readonly TimeSpan _intervalKnown = TimeSpan.FromSeconds(1);

    private string? _boot;
    private long _last;
    private DateTimeOffset _lastCaptured;
    private (long Sequence, DateTimeOffset Captured, DateTimeOffset After, long Refused)? _start;
    private long _missing;
    private long _newest;
    private long _droppedBefore;
    private long _refused;
    private long _counted;

    /// <summary>The frames that the camera last reported as dropped by itself.</summary>
    public long Dropped { get; private set; }

    /// <summary>All losses since the first frame.</summary>
    public long Total { get; private set; }

    /// <summary>A message arrived and was refused; its number is not known.</summary>
    public void Refused() => _refused++;

    /// <summary>A frame arrived.</summary>
    /// <param name="header">Its place in the sequence, and the camera's own drops.</param>
    /// <param name="captured">Its capture time by the cluster's clock.</param>
    /// <param name="listening">Since when frames come to this Ingest; null: unknown.</param>
    /// <returns>How many more frames the broker is now known to have lost.</returns>
    public long Observe(in FrameHeader header, DateTimeOffset captured, DateTimeOffset? listening)
    {
        var step = header.Sequence - _last;
        var reboots = header.Boot != _boot;
        if (!reboots && step is <= 0 and >= -Leap)
            return 0;
        long lost;
        if (reboots || step is > Leap or < -Leap)
        {
            _newest += BeforeTheFirst(_last, _lastCaptured, TimeSpan.Zero);
            lost = Judge();
            _start =
                reboots && (_boot is null ? listening : _lastCaptured) is { } after
                    ? (header.Sequence, captured, after, _refused)
                    : null;
            _refused = 0;
            (_boot, _missing, _newest, _counted) = (header.Boot, 0, 0, 0);
            _droppedBefore = header.Sequence == 0 ? 0 : header.Dropped;
            Dropped = header.Dropped;
        }
        else
        {
            Dropped = header.Dropped;
            lost = Judge();
            var hole = step - 1 + BeforeTheFirst(header.Sequence, captured, _intervalKnown);
            _newest = hole - Math.Min(hole, _refused);
            _refused = 0;
        }
        (_last, _lastCaptured) = (header.Sequence, captured);
        return lost;
    }

    private long Judge()
    {
        _missing += _newest;
        var lost = Math.Max(0, _missing - (Dropped - _droppedBefore) - _counted);
        _counted += lost;
        Total += lost;
        return lost;
    }

    // How many frames of a boot are missing before the first one that arrived. They count if they
    // were captured shortly before it and while this Ingest listened: after the last frame of the
    // previous boot, or, of a new camera, since Ingest began to listen. The sequence starts at 0,
    // so the interval of the first frames tells when they were captured. Otherwise they went to
    // another Ingest, or the camera rested so long that it was forgotten, or it does not count from
    // 0.
    private long BeforeTheFirst(long sequence, DateTimeOffset captured, TimeSpan known)
    {
        if (_start is not { } start || sequence == start.Sequence || captured - start.Captured < known)
            return 0;
        _start = null;
        var interval = (captured - start.Captured).TotalSeconds / (sequence - start.Sequence);
        var listened = Math.Min((start.Captured - start.After).TotalSeconds, StartsWithin.TotalSeconds);
        if (interval <= 0 || start.Sequence > Leap || interval * start.Sequence > listened)
            return 0;
        _droppedBefore = 0;
        return start.Sequence - Math.Min(start.Sequence, start.Refused);
    }
}
