using System.Globalization;

namespace CamStream.Frames;

/// <summary>Times as text: decimal microseconds since the Unix epoch, UTC.</summary>
public static class UnixMicroseconds
{
    private static readonly long _latest = From(DateTimeOffset.MaxValue);

    /// <summary>
    /// <paramref name="time"/> in microseconds since the Unix epoch; negative before it.
    /// </summary>
    public static long From(DateTimeOffset time) =>
        (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>
    /// Reads a time of 1970 or later; false when <paramref name="text"/> is anything else.
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
    /// Reads a shift of <paramref name="time"/>: decimal microseconds, with a sign when negative.
    /// False when the text is anything else, or when the shifted time is not of 1970 or later.
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
