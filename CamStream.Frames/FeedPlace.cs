using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CamStream.Frames;

/// <summary>
/// A frame's number among those of its camera that were written to one encoder. The encoder sees by
/// it which frames never arrived. On the wire <c>{run} {number}</c>.
/// </summary>
/// <param name="Run">Random for each process start of the writer; the form of a boot.</param>
/// <param name="Number">
/// Counts from 1 for each camera and encoder, over all feeds of the run.
/// </param>
public readonly record struct FeedPlace(string Run, long Number)
{
    /// <summary>Reads a place; false when <paramref name="text"/> is not one.</summary>
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
