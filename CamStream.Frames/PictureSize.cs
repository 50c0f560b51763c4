using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CamStream.Frames.Jpeg;

namespace CamStream.Frames;

/// <summary>The size of a picture; as text <c>640x480</c>.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public readonly record struct PictureSize(int Width, int Height)
{
    /// <summary>
    /// Reads <c>{width}x{height}</c>, decimal, each <see cref="JpegStructure.MinSide"/> to
    /// <see cref="JpegStructure.MaxSide"/>; false when the text is anything else.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PictureSize size)
    {
        size = default;
        var by = text?.IndexOf('x', StringComparison.Ordinal) ?? -1;
        if (by < 0 || !TrySide(text.AsSpan(0, by), out var width) || !TrySide(text.AsSpan(by + 1), out var height))
            return false;
        size = new PictureSize(width, height);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height}");

    private static bool TrySide(ReadOnlySpan<char> text, out int side) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out side)
        && side is >= JpegStructure.MinSide and <= JpegStructure.MaxSide;
}
