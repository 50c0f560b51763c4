namespace FFMpegCore;

public interface IMediaAnalysis
{
    TimeSpan Duration { get; }
    MediaFormat Format { get; }
    VideoStream? PrimaryVideoStream { get; }
    List<VideoStream> VideoStreams { get; }
    IReadOnlyList<string> ErrorData { get; }
}
