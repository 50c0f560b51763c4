using System.Globalization;

namespace CamStream.Frames;

/// <summary>Times as they travel: decimal microseconds since the Unix epoch, UTC.</summary>
public static class UnixMicroseconds
{
    private static readonly long _latest = From(DateTimeOffset.MaxValue);

    /// <summary><paramref name="time"/> as it travels.</summary>
    public static long From(DateTimeOffset time) =>
        (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>
    /// Reads what <see cref="From"/> makes, of 1970 or later; false when it is anything else.
    /// </summary>
    public static bool TryParse(string? text, out DateTimeOffset time)
    {
        time = default;
        if (
            !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
            || microseconds > _latest
        )
            return false;
        time = DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
        return true;
    }

    /// <summary>
    /// Reads decimal microseconds, with a sign when negative, that are to be added to
    /// <paramref name="time"/>; false when the text is anything else, or the sum is no time of 1970
    /// or later.
    /// </summary>
    public static bool TryParseShift(string? text, DateTimeOffset time, out TimeSpan shift)
    {
        shift = default;
        if (
            !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var microseconds)
            || microseconds < -From(time)
            || microseconds > _latest - From(time)
        )
            return false;
        shift = TimeSpan.FromTicks(microseconds * TimeSpan.TicksPerMicrosecond);
        return true;
    }
}
