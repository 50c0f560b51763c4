using System.Globalization;
using System.Text.RegularExpressions;

namespace FFMpegCore.Probing;

/// <summary>ffmpeg's <c>hours:minutes:seconds.fraction</c>, cut to milliseconds; anything else is zero.</summary>
internal static partial class Sexagesimal
{
    public static TimeSpan Parse(string? text)
    {
        if (text is null || Pattern().Match(text) is not { Success: true } match)
            return TimeSpan.Zero;
        return new TimeSpan(0, Number(1), Number(2), Number(3), int.Parse(
            match.Groups[4].Value.PadRight(3, '0'), CultureInfo.InvariantCulture));

        int Number(int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^(\d+):(\d{1,2}):(\d{1,2})\.(\d{1,3})")]
    private static partial Regex Pattern();
}
