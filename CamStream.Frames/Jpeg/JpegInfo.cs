namespace CamStream.Frames.Jpeg;

/// <summary>What the headers of a JPEG say.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Components">1 (grey) or 3 (colour).</param>
/// <param name="Length">Bytes from SOI to the end of EOI, without padding after it.</param>
public readonly record struct JpegInfo(int Width, int Height, int Components, int Length)
{
    /// <summary>The size of the picture.</summary>
    public PictureSize Size => new(Width, Height);
}
