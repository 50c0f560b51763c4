namespace FFMpegCore;

public class VideoStream : MediaStream
{
    public double AvgFrameRate { get; set; }
    public double FrameRate { get; set; }
    public string Profile { get; set; } = null!;
    public int Level { get; set; }
    public int Width { get; set; }
    public int Height { get; set; }
    public string PixelFormat { get; set; } = null!;
    public string ColorRange { get; set; } = null!;
}
