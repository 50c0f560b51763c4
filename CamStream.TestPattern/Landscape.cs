namespace CamStream.TestPattern;

/// <summary>
/// The still background: a sky above rolling hills, with a little grain, so that its JPEGs are
/// about as large as those of a real scene.
/// </summary>
internal static class Landscape
{
    public static void Draw(YCbCrPicture picture)
    {
        var grain = 0x2545F491u;
        var (width, height) = (picture.LumaStride, picture.McuRows * 16);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                grain = grain * 1_664_525 + 1_013_904_223;
                var (luma, _, _) = Colour((double)x / width, (double)y / height);
                picture.Luma[y * picture.LumaStride + x] = (byte)Math.Clamp(luma + (grain >> 29) - 4, 16, 235);
            }
        }
        for (var y = 0; y < height / 2; y++)
        {
            for (var x = 0; x < width / 2; x++)
            {
                var (_, cb, cr) = Colour(2.0 * x / width, 2.0 * y / height);
                picture.Cb[y * picture.ChromaStride + x] = (byte)cb;
                picture.Cr[y * picture.ChromaStride + x] = (byte)cr;
            }
        }
    }

    private static (double Luma, double Cb, double Cr) Colour(double x, double y)
    {
        var far = 0.55 + 0.06 * Math.Sin(9 * x) + 0.03 * Math.Sin(23 * x + 1);
        var near = 0.74 + 0.07 * Math.Sin(5 * x + 2) + 0.02 * Math.Sin(31 * x);
        if (y > near)
            return (70 - 30 * (y - near), 108, 118);
        if (y > far)
            return (105 - 60 * (y - far), 118, 112);
        return (150 + 60 * y, 150 - 25 * y, 112 + 25 * y);
    }
}
