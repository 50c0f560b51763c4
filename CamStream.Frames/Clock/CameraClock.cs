namespace CamStream.Frames.Clock;

/// <summary>
/// Compares a camera's clock with ours by the arrival of its frames, and corrects capture times.
/// <para>
/// A frame cannot arrive before it is captured, and the quickest of many frames is on its way for
/// milliseconds. So the smallest delay (arrival − capture) of the last half minute shows how wrong
/// the camera's clock is. If that delay is between −<see cref="TrustedLead"/> and
/// <see cref="TrustedDelay"/>, the clock is trusted. Otherwise (a camera without NTP) it is
/// corrected, so that the quickest frame has no delay.
/// </para>
/// <para>
/// A frame whose delay differs by more than <see cref="Leap"/> is refused. When the next frames
/// differ by as much, the camera's clock was set.
/// </para>
/// <para>
/// There is one exception: frames that waited somewhere, for example while this process was
/// suspended, are late but in order. A late frame that was captured less than <see cref="Jump"/>
/// before the newest one is accepted as it is. Frames that waited arrive all at once: when frames
/// stay as late for <see cref="Held"/>, they did not wait, and the clock was set back.
/// </para>
/// Pure: times come as arguments. Not thread-safe.
/// </summary>
public sealed class CameraClock
{
    /// <summary>Up to this minimum delay, we blame the network, not the clock.</summary>
    public static readonly TimeSpan TrustedDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// How far a trusted clock may be ahead of ours: the error that NTP leaves.
    /// </summary>
    public static readonly TimeSpan TrustedLead = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// A delay that differs by more than this, either way, is a leap: no network holds frame after
    /// frame for so long.
    /// </summary>
    public static readonly TimeSpan Leap = TimeSpan.FromSeconds(5);

    /// <summary>
    /// After so many frames in a row with the same leap, the camera's clock was set.
    /// </summary>
    public const int FramesThatConfirmALeap = 5;

    /// <summary>Frames that waited somewhere all arrive within this time.</summary>
    public static readonly TimeSpan Held = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A frame that is quicker than all others by more than this shows that the clock was set
    /// ahead. A slower frame shows nothing: the network may have held it.
    /// </summary>
    public static readonly TimeSpan Jump = TimeSpan.FromSeconds(1);

    private readonly SlidingMinimum _delays = new(TimeSpan.FromSeconds(30), buckets: 30);
    private TimeSpan? _quickest; // the smallest delay since the clock was last set
    private DateTimeOffset _newest; // the newest capture time since then, by the camera's clock
    private (TimeSpan Delay, DateTimeOffset Arrived)? _leap; // the first of frames with the same leap
    private int _leaps;

    /// <summary>
    /// What is added to the camera's time to get ours; zero while the camera's clock is trusted.
    /// </summary>
    public TimeSpan Correction { get; private set; }

    /// <summary>How often the camera's clock was seen to be set.</summary>
    public long Jumps { get; private set; }

    /// <summary>Corrects a frame's capture time.</summary>
    /// <param name="captured">When it was captured, by the camera's clock.</param>
    /// <param name="arrived">When it arrived, by our clock.</param>
    /// <param name="corrected">When it was captured, by our clock.</param>
    /// <returns>False when the capture time leaps: the frame is to be refused.</returns>
    public bool TryCorrect(DateTimeOffset captured, DateTimeOffset arrived, out DateTimeOffset corrected)
    {
        var delay = arrived - captured;
        var leaps = _quickest is not null && (delay - Correction).Duration() > Leap;
        if (leaps)
        {
            var waited = delay > Correction && captured > _newest - Jump;
            if (!ConfirmsLeap(delay, arrived, waited ? Held : TimeSpan.Zero))
            {
                corrected = captured + Correction;
                if (waited && captured > _newest)
                    _newest = captured;
                return waited;
            }
        }
        (_leap, _leaps) = (null, 0);
        var wasSet = leaps || delay < _quickest - Jump;
        if (wasSet || captured > _newest)
            _newest = captured;
        if (wasSet)
            Jumps++;
        if (wasSet || !(delay >= _quickest))
            _quickest = delay;
        _delays.Add(delay, arrived);
        var smallest = _delays.Minimum.GetValueOrDefault();
        Correction = smallest < -TrustedLead || smallest > TrustedDelay ? smallest : TimeSpan.Zero;
        corrected = captured + Correction;
        return true;
    }

    private bool ConfirmsLeap(TimeSpan delay, DateTimeOffset arrived, TimeSpan atLeast)
    {
        var same = _leap is { } first && (delay - first.Delay).Duration() <= Leap;
        _leaps = same ? _leaps + 1 : 1;
        if (!same)
            _leap = (delay, arrived);
        if (_leaps < FramesThatConfirmALeap || arrived - _leap!.Value.Arrived < atLeast)
            return false;
        _delays.Clear();
        return true;
    }
}
