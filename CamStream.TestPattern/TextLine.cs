namespace CamStream.TestPattern;

/// <summary>
/// A line of text on a dark panel. Only characters that changed are drawn again.
/// </summary>
internal sealed class TextLine(YCbCrPicture picture, int left, int top, int scale)
{
    private const byte Ink = 235,
        Paper = 24;

    private string _drawn = "";

    /// <summary>The width of a character with its space, in pixels.</summary>
    public int Advance => (BitmapFont.GlyphWidth + 1) * scale;

    /// <summary>Height of the line, in pixels.</summary>
    public static int Height(int scale) => (BitmapFont.GlyphHeight + 2) * scale;

    /// <summary>
    /// Draws <paramref name="text"/>, cut off at the picture's edge, and tells the encoder which
    /// areas changed.
    /// </summary>
    public void Draw(string text, JpegEncoder encoder)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (i < _drawn.Length && _drawn[i] == text[i])
                continue;
            var x = left + i * Advance;
            if (x + Advance > picture.Width || top + Height(scale) > picture.Height)
                break;
            DrawCharacter(text[i], x);
            encoder.Invalidate(new Area(x, top, x + Advance, top + Height(scale)));
        }
        _drawn = text;
    }

    private void DrawCharacter(char character, int x)
    {
        for (var y = 0; y < Height(scale); y++)
        {
            var samples = picture.Luma.AsSpan((top + y) * picture.LumaStride + x, Advance);
            samples.Fill(Paper);
            var row = y / scale - 1;
            if (row is < 0 or >= BitmapFont.GlyphHeight)
                continue;
            for (var column = 0; column < BitmapFont.GlyphWidth; column++)
            {
                if (BitmapFont.HasInk(character, column, row))
                    samples.Slice(column * scale + scale / 2, scale).Fill(Ink);
            }
        }
        for (var y = top / 2; y < (top + Height(scale)) / 2; y++)
        {
            picture.Cb.AsSpan(y * picture.ChromaStride + x / 2, Advance / 2).Fill(128);
            picture.Cr.AsSpan(y * picture.ChromaStride + x / 2, Advance / 2).Fill(128);
        }
    }
}
