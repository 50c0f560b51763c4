namespace FFMpegCore;

public abstract class MediaStream
{
    public int Index { get; set; }
    public string CodecName { get; set; } = null!;
    public string CodecLongName { get; set; } = null!;
    public string CodecTagString { get; set; } = null!;
    public string CodecTag { get; set; } = null!;
    public long BitRate { get; set; }
    public TimeSpan StartTime { get; set; }
    public TimeSpan Duration { get; set; }
}
