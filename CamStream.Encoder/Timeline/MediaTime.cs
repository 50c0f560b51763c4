using System.Globalization;

namespace CamStream.Encoder.Timeline;

/// <summary>
/// A time on the media clock of 90 kHz, as <c>tfdt</c> and <c>trun</c> count it (ISO/IEC 14496-12
/// §8.8.12 and §8.8.8): a point in time since the Unix epoch, or the length between two points.
/// </summary>
/// <param name="Ticks">Ticks of 1/90,000 s.</param>
internal readonly record struct MediaTime(long Ticks) : IComparable<MediaTime>
{
    /// <summary>The timescale of the media.</summary>
    public const int TicksPerSecond = 90_000;

    private const int TicksPerMillisecond = TicksPerSecond / 1_000;

    /// <summary>The Unix epoch, or no length at all.</summary>
    public static MediaTime Zero => default;

    /// <summary>A length of 1 ms: 90 ticks.</summary>
    public static MediaTime Millisecond => new(TicksPerMillisecond);

    /// <summary>A length of 1 s.</summary>
    public static MediaTime Second => new(TicksPerSecond);

    /// <summary>A length in whole milliseconds, rounded down.</summary>
    public long Milliseconds => Ticks / TicksPerMillisecond;

    /// <summary>How many of this length fill a second.</summary>
    public double PerSecond => (double)TicksPerSecond / Ticks;

    /// <summary>
    /// The same time rounded down to a whole millisecond, for times not negative.
    /// </summary>
    public MediaTime WholeMilliseconds => new(Ticks - Ticks % TicksPerMillisecond);

    /// <summary>A length in milliseconds.</summary>
    public static MediaTime FromMilliseconds(long milliseconds) => new(milliseconds * TicksPerMillisecond);

    /// <summary>A length in seconds.</summary>
    public static MediaTime FromSeconds(long seconds) => new(seconds * TicksPerSecond);

    /// <summary>A length, rounded toward zero to a tick.</summary>
    public static MediaTime FromTimeSpan(TimeSpan length) =>
        new((long)((Int128)length.Ticks * TicksPerSecond / TimeSpan.TicksPerSecond));

    /// <summary>A point in time, rounded down to a tick.</summary>
    public static MediaTime FromUtc(DateTimeOffset time) => FromTimeSpan(time - DateTimeOffset.UnixEpoch);

    /// <summary>The length, rounded to the nearest 100 ns.</summary>
    public TimeSpan ToTimeSpan() =>
        new((long)(((Int128)Ticks * TimeSpan.TicksPerSecond + TicksPerSecond / 2) / TicksPerSecond));

    /// <summary>The point in time, rounded to the nearest 100 ns.</summary>
    public DateTimeOffset ToUtc() => DateTimeOffset.UnixEpoch + ToTimeSpan();

    /// <summary>The earlier or shorter of two.</summary>
    public static MediaTime Min(MediaTime left, MediaTime right) => left < right ? left : right;

    /// <summary>The later or longer of two.</summary>
    public static MediaTime Max(MediaTime left, MediaTime right) => left > right ? left : right;

    /// <summary>The ticks, in decimal.</summary>
    public override string ToString() => Ticks.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public int CompareTo(MediaTime other) => Ticks.CompareTo(other.Ticks);

    /// <summary>Whether the left one is earlier or shorter.</summary>
    public static bool operator <(MediaTime left, MediaTime right) => left.Ticks < right.Ticks;

    /// <summary>Whether the left one is later or longer.</summary>
    public static bool operator >(MediaTime left, MediaTime right) => left.Ticks > right.Ticks;

    /// <summary>Whether the left one is not later and not longer.</summary>
    public static bool operator <=(MediaTime left, MediaTime right) => left.Ticks <= right.Ticks;

    /// <summary>Whether the left one is not earlier and not shorter.</summary>
    public static bool operator >=(MediaTime left, MediaTime right) => left.Ticks >= right.Ticks;

    /// <summary>Moves a point on by a length, or adds two lengths.</summary>
    public static MediaTime operator +(MediaTime left, MediaTime right) => new(left.Ticks + right.Ticks);

    /// <summary>Moves a point back by a length, or gives the length between two points.</summary>
    public static MediaTime operator -(MediaTime left, MediaTime right) => new(left.Ticks - right.Ticks);

    /// <summary>The opposite length.</summary>
    public static MediaTime operator -(MediaTime length) => new(-length.Ticks);

    /// <summary>A multiple of a length.</summary>
    public static MediaTime operator *(MediaTime length, long factor) => new(length.Ticks * factor);

    /// <summary>A fraction of a length, rounded toward zero.</summary>
    public static MediaTime operator /(MediaTime length, long divisor) => new(length.Ticks / divisor);

    /// <summary>How many whole lengths lie before a time.</summary>
    public static long operator /(MediaTime time, MediaTime length) => time.Ticks / length.Ticks;

    /// <summary>How far a time lies behind the last multiple of a length.</summary>
    public static MediaTime operator %(MediaTime time, MediaTime length) => new(time.Ticks % length.Ticks);
}
