namespace CamStream.Encoder.Pipeline;

/// <summary>
/// The rate of pictures the encoder is told to expect, which its limit on the bit rate counts on.
/// When two segments in a row had about double the pictures or less than half, the next encoder is
/// told the new rate. Pure.
/// </summary>
internal sealed class PictureRate(TimeSpan segment)
{
    /// <summary>What a camera is taken for before it is known.</summary>
    public const double Assumed = 15;

    // Double, but for a lost frame; and the repeats of a camera of 15 frames a second that stopped,
    // one a part, are no new rate.
    private const double Much = 1.8,
        Little = 0.4;

    private int _pictures;
    private int _wrong;

    /// <summary>Pictures a second, repeats too.</summary>
    public double Hint { get; private set; } = Assumed;

    /// <summary>A picture was encoded.</summary>
    public void Count() => _pictures++;

    /// <summary>A segment starts.</summary>
    /// <returns>
    /// True when <see cref="Hint"/> has changed: the encoder must be started anew.
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
    /// A session starts, or goes on with a segment that is filled: that says nothing about the
    /// rate.
    /// </summary>
    public void StartSession() => (_pictures, _wrong) = (0, 0);
}
