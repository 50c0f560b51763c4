namespace CamStream.Encoder.Pipeline;

/// <summary>
/// The rate of pictures that the encoder is told to expect: its bit-rate limit depends on it. After
/// two segments in a row with about double the pictures or less than half, the next encoder is told
/// the new rate. Pure.
/// </summary>
internal sealed class PictureRate(TimeSpan segment)
{
    /// <summary>The rate before the first measurement, in pictures per second.</summary>
    public const double Assumed = 15;

    // Double, except for a lost frame. Repeats are not a new rate: a stopped camera of 15 frames
    // per second has half as many, one in each part.
    private const double Much = 1.8,
        Little = 0.4;

    private int _pictures;
    private int _wrong;

    /// <summary>Pictures per second, with repeats.</summary>
    public double Hint { get; private set; } = Assumed;

    /// <summary>Counts an encoded picture.</summary>
    public void Count() => _pictures++;

    /// <summary>Starts a segment.</summary>
    /// <returns>
    /// True when <see cref="Hint"/> has changed: the encoder must be restarted.
    /// </returns>
    public bool StartSegment()
    {
        var rate = _pictures / segment.TotalSeconds;
        _pictures = 0;
        if (rate > 0 && (rate >= Much * Hint || rate <= Little * Hint))
            _wrong++;
        else
            _wrong = 0;
        if (_wrong < 2)
            return false;
        (Hint, _wrong) = (rate, 0);
        return true;
    }

    /// <summary>
    /// Starts a session, or a segment that is filled with one picture: neither tells the rate.
    /// </summary>
    public void StartSession() => (_pictures, _wrong) = (0, 0);
}
