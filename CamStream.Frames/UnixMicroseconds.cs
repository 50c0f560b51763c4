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
}
