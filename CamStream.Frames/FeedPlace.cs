using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CamStream.Frames;

/// <summary>
/// A frame's number among those that were written to one encoder, so that the encoder sees which of
/// them never came. On the wire <c>{run} {number}</c>.
/// </summary>
/// <param name="Run">Random per process start of the writer, as a boot.</param>
/// <param name="Number">
/// Counted for each camera and encoder from 1, over all feeds of the run.
/// </param>
public readonly record struct FeedPlace(string Run, long Number)
{
    /// <summary>Reads a place; false when it is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out FeedPlace place)
    {
        place = default;
        var space = text?.IndexOf(' ', StringComparison.Ordinal) ?? -1;
        if (space is < 1 or > FrameHeaderFields.MaxBootLength)
            return false;
        if (
            !long.TryParse(text.AsSpan(space + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number < 1
        )
            return false;
        place = new FeedPlace(text![..space], number);
        return true;
    }
}
