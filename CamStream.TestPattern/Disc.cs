namespace CamStream.TestPattern;

/// <summary>
/// A disc that glides over the picture on a Lissajous curve. Its place depends on the time alone.
/// </summary>
/// <param name="PeriodX">Seconds of one horizontal swing.</param>
/// <param name="PeriodY">Seconds of one vertical swing.</param>
/// <param name="Luma">Luma, 0 to 255.</param>
/// <param name="Cb">Blue difference, 0 to 255.</param>
/// <param name="Cr">Red difference, 0 to 255.</param>
internal sealed record Disc(double PeriodX, double PeriodY, byte Luma, byte Cb, byte Cr)
{
    /// <summary>The disc's place in <paramref name="field"/> at a time.</summary>
    /// <returns>Centre and radius in pixels.</returns>
    public (double X, double Y, double Radius) At(double seconds, Area field)
    {
        var (width, height) = (field.Right - field.Left, field.Bottom - field.Top);
        var radius = Math.Min(width, height) / 12.0;
        var x = field.Left + width / 2.0 + (width / 2.0 - radius) * Math.Sin(2 * Math.PI * seconds / PeriodX);
        var y = field.Top + height / 2.0 + (height / 2.0 - radius) * Math.Cos(2 * Math.PI * seconds / PeriodY);
        return (x, y, radius);
    }

    /// <summary>Draws the disc, with soft left and right edges.</summary>
    /// <returns>The area that was drawn.</returns>
    public Area Draw(YCbCrPicture picture, double seconds, Area field)
    {
        var (x, y, radius) = At(seconds, field);
        FillLuma(picture, x, y, radius);
        FillChroma(picture, x / 2, y / 2, radius / 2);
        return new Area((int)(x - radius) - 1, (int)(y - radius) - 1, (int)(x + radius) + 2, (int)(y + radius) + 2);
    }

    private void FillLuma(YCbCrPicture picture, double x, double y, double radius)
    {
        for (var line = Math.Max(0, (int)(y - radius)); line <= y + radius && line < picture.Height; line++)
        {
            var half = HalfWidth(line, y, radius);
            if (half < 1)
                continue;
            var samples = picture.Luma.AsSpan(line * picture.LumaStride, picture.LumaStride);
            var (left, right) = (Math.Max(0, x - half), Math.Min(picture.Width - 1, x + half));
            var (first, last) = ((int)left, (int)right);
            Blend(ref samples[first], 1 - (left - first));
            Blend(ref samples[last], right - last);
            samples[(first + 1)..Math.Max(first + 1, last)].Fill(Luma);
        }
    }

    private void FillChroma(YCbCrPicture picture, double x, double y, double radius)
    {
        for (var line = Math.Max(0, (int)(y - radius)); line <= y + radius && line < picture.Height / 2; line++)
        {
            var half = HalfWidth(line, y, radius);
            if (half < 1)
                continue;
            var (first, last) = (
                Math.Max(0, (int)Math.Round(x - half)),
                Math.Min(picture.ChromaStride, (int)Math.Round(x + half))
            );
            picture.Cb.AsSpan(line * picture.ChromaStride)[first..last].Fill(Cb);
            picture.Cr.AsSpan(line * picture.ChromaStride)[first..last].Fill(Cr);
        }
    }

    private static double HalfWidth(int line, double y, double radius)
    {
        var distance = line + 0.5 - y;
        return Math.Sqrt(Math.Max(0, radius * radius - distance * distance));
    }

    private void Blend(ref byte sample, double share) => sample = (byte)(sample + (Luma - sample) * share);
}
