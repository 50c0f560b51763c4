namespace CamStream.Frames.Clock;

/// <summary>
/// Compares a camera's clock with ours by the arrival of its frames. A frame cannot arrive before
/// it is captured, and the quickest of many is on its way for milliseconds: so the smallest delay
/// (arrival − capture) of the last half minute shows how wrong the camera's clock is. A clock
/// within <see cref="TrustedDelay"/> is taken as it is; a wrong one (no NTP on the camera) is
/// corrected, so that its quickest frame has no delay. A frame whose time leaps is refused, unless
/// the ones after it leap to the same place: then the clock was set. A frame that is late without
/// measure, but was not captured long before the newest that came (<see cref="Jump"/>), need not
/// have leapt: it waited somewhere, as when this process was stopped for a while. It is taken as it
/// is. But what waited comes at once: frames that keep coming as late for <see cref="Held"/> show a
/// clock that was set back. Pure: the times come as arguments. Not thread-safe.
/// </summary>
public sealed class CameraClock
{
    /// <summary>
    /// The largest smallest delay that is taken for the network's and not for the clock's.
    /// </summary>
    public static readonly TimeSpan TrustedDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// How far ahead of ours a camera's clock may be and still be trusted: what NTP leaves over.
    /// </summary>
    public static readonly TimeSpan TrustedLead = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// A time that is further off than this, either way, has leapt: no network holds frame after
    /// frame so long.
    /// </summary>
    public static readonly TimeSpan Leap = TimeSpan.FromSeconds(5);

    /// <summary>
    /// After so many frames in a row that leapt to the same place, the camera's clock was set.
    /// </summary>
    public const int FramesThatConfirmALeap = 5;

    /// <summary>Within this, frames that waited have all come.</summary>
    public static readonly TimeSpan Held = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A frame that is quicker by more than any since the clock was last set shows that it was set
    /// ahead. A slower one shows nothing: the network may hold it.
    /// </summary>
    public static readonly TimeSpan Jump = TimeSpan.FromSeconds(1);

    private readonly SlidingMinimum _delays = new(TimeSpan.FromSeconds(30), buckets: 30);
    private TimeSpan? _quickest; // since the clock was last set
    private DateTimeOffset _newest; // by the camera's clock, since it was last set
    private (TimeSpan Delay, DateTimeOffset Arrived)? _leap; // the first of those to the same place
    private int _leaps;

    /// <summary>
    /// What is added to the camera's time to get ours; zero while the camera's clock is trusted.
    /// </summary>
    public TimeSpan Correction { get; private set; }

    /// <summary>How often the clock was set, as far as was seen.</summary>
    public long Jumps { get; private set; }

    /// <summary>Takes a frame's times and gives its capture time by our clock.</summary>
    /// <param name="captured">The camera's time.</param>
    /// <param name="arrived">Our time.</param>
    /// <param name="corrected">The capture time by our clock.</param>
    /// <returns>False when the camera's time leapt: the frame is to be refused.</returns>
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
