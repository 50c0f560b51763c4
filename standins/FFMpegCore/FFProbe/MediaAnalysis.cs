using System.Globalization;

namespace FFMpegCore.Probing;

internal sealed class MediaAnalysis : IMediaAnalysis
{
    public MediaAnalysis(ProbeOutput output, IReadOnlyList<string> errorData)
    {
        ErrorData = errorData;
        Format = ToFormat(output.Format!);
        VideoStreams = [.. (output.Streams ?? []).Where(stream => stream.CodecType == "video").Select(ToVideoStream)];
    }

    public TimeSpan Duration
        => PrimaryVideoStream is { } video && video.Duration > Format.Duration ? video.Duration : Format.Duration;

    public MediaFormat Format { get; }
    public VideoStream? PrimaryVideoStream => VideoStreams.MinBy(stream => stream.Index);
    public List<VideoStream> VideoStreams { get; }
    public IReadOnlyList<string> ErrorData { get; }

    private static MediaFormat ToFormat(ProbeFormat format) => new()
    {
        Duration = Sexagesimal.Parse(format.Duration),
        StartTime = Sexagesimal.Parse(format.StartTime),
        FormatName = format.FormatName,
        FormatLongName = format.FormatLongName,
        StreamCount = format.NbStreams,
        ProbeScore = format.ProbeScore,
        BitRate = ToInt64(format.BitRate),
    };

    private static VideoStream ToVideoStream(ProbeStream stream) => new()
    {
        Index = stream.Index,
        CodecName = stream.CodecName,
        CodecLongName = stream.CodecLongName,
        CodecTagString = stream.CodecTagString,
        CodecTag = stream.CodecTag,
        BitRate = ToInt64(stream.BitRate),
        StartTime = Sexagesimal.Parse(stream.StartTime),
        Duration = Sexagesimal.Parse(stream.Duration),
        AvgFrameRate = ToQuotient(stream.AvgFrameRate),
        FrameRate = ToQuotient(stream.RFrameRate),
        Profile = stream.Profile,
        Level = stream.Level,
        Width = stream.Width ?? 0,
        Height = stream.Height ?? 0,
        PixelFormat = stream.PixFmt,
        ColorRange = stream.ColorRange,
    };

    private static long ToInt64(string? number)
        => string.IsNullOrEmpty(number) ? 0 : long.Parse(number, CultureInfo.InvariantCulture);

    // "30000/1001"; "0/0" is not a number.
    private static double ToQuotient(string? ratio)
    {
        var parts = (string.IsNullOrEmpty(ratio) ? "0/0" : ratio).Split('/');
        return double.Parse(parts[0], CultureInfo.InvariantCulture)
            / (parts.Length > 1 ? double.Parse(parts[1], CultureInfo.InvariantCulture) : 0);
    }
}
