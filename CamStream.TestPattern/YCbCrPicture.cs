namespace CamStream.TestPattern;

/// <summary>
/// A picture as JPEG codes it (JFIF: full range), with chroma at half resolution both ways. The
/// planes are padded to whole 16x16 blocks, so that the encoder never reads beyond their edge.
/// Drawing into the padding is allowed.
/// </summary>
internal sealed class YCbCrPicture
{
    public YCbCrPicture(int width, int height)
    {
        (Width, Height) = (width, height);
        (McuColumns, McuRows) = ((width + 15) / 16, (height + 15) / 16);
        Luma = new byte[LumaStride * McuRows * 16];
        Cb = new byte[ChromaStride * McuRows * 8];
        Cr = new byte[ChromaStride * McuRows * 8];
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Minimum coded units (T.81 A.2.4) of 16x16 pixels in a row.</summary>
    public int McuColumns { get; }

    /// <summary>Rows of minimum coded units.</summary>
    public int McuRows { get; }

    public int LumaStride => McuColumns * 16;

    public int ChromaStride => McuColumns * 8;

    public byte[] Luma { get; }

    public byte[] Cb { get; }

    public byte[] Cr { get; }

    /// <summary>
    /// Copies a rectangle from a picture of the same size; its edges are extended to even pixels.
    /// </summary>
    public void CopyFrom(YCbCrPicture other, Area area)
    {
        var left = Math.Clamp(area.Left, 0, LumaStride) & ~1;
        var right = Math.Clamp(area.Right + 1, left, LumaStride) & ~1;
        var top = Math.Clamp(area.Top, 0, McuRows * 16) & ~1;
        var bottom = Math.Clamp(area.Bottom + 1, top, McuRows * 16) & ~1;
        for (var y = top; y < bottom; y++)
        {
            other.Luma.AsSpan(y * LumaStride + left, right - left).CopyTo(Luma.AsSpan(y * LumaStride + left));
        }
        for (var y = top / 2; y < bottom / 2; y++)
        {
            var at = y * ChromaStride + left / 2;
            other.Cb.AsSpan(at, (right - left) / 2).CopyTo(Cb.AsSpan(at));
            other.Cr.AsSpan(at, (right - left) / 2).CopyTo(Cr.AsSpan(at));
        }
    }
}
