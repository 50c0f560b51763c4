using CamStream.Frames;

namespace CamStream.Ingest.Cameras;

/// <summary>
/// Counts the frames that a camera published and that never came: what is missing in its sequence, without what it says that it dropped itself, and without
/// what came and was refused. So every frame captured is counted once: by the camera, here, or by who takes it from here.
/// <code>
///   seq      0 1 2 3 4 5 6 7 8      missing 4 5 6, and the camera says that it dropped 2: the broker lost 1
///   came     × × × ×       × ×
///   dropped  0 0 0 0       2 2
/// </code>
/// A hole is judged with the frame behind the one that shows it: a drop that the camera had not counted yet when it sent the one, it has by the other. A loss,
/// once counted, stays: what the camera dropped after all is taken off the next ones.
/// Frames that come again or late count nothing. A new boot, or a leap that no loss explains, starts anew.
/// </summary>
internal sealed class BrokerLosses
{
    /// <summary>
    /// A longer hole is a counter that was set, not a loss: ten minutes at 60 frames per second.
    /// </summary>
    public const long Leap = 36_000;

    /// <summary>
    /// How far back the frames before the first one are asked for: a camera that counted for longer
    /// was heard of elsewhere, or rested meanwhile.
    /// </summary>
    public static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(30);

    // How long frames are looked at to know their interval: two may come close together when a
    // camera makes up for a delay.
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

    /// <summary>What the camera last said that it dropped itself.</summary>
    public long Dropped { get; private set; }

    /// <summary>All losses since the first frame.</summary>
    public long Total { get; private set; }

    /// <summary>A frame came that is none; its number is not asked for.</summary>
    public void Refused() => _refused++;

    /// <summary>Takes a frame that came.</summary>
    /// <param name="header">Its place in the sequence, and the camera's own drops.</param>
    /// <param name="captured">Its capture time by our clock.</param>
    /// <param name="listening">Since when frames come here; null: not known.</param>
    /// <returns>How many frames more the broker is now known to have lost.</returns>
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

    // The frames of a boot before the first one that came. They are missing here if they were
    // captured just before it, and while we listened: after the last frame of the boot before, or
    // of a camera that is new, after we began. When that was, the interval of the first frames
    // tells, as the sequence starts at 0. Otherwise they went to another Ingest, or came before a
    // rest so long that the camera was forgotten, or the camera counts from elsewhere.
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
