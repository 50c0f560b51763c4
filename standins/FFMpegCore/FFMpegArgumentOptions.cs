using System.Globalization;
using FFMpegCore.Arguments;
using FFMpegCore.Enums;
using FFMpegCore.Exceptions;

namespace FFMpegCore;

/// <summary>The options of one input or output, in the order of the calls.</summary>
public class FFMpegArgumentOptions : FFMpegArgumentsBase
{
    internal FFMpegArgumentOptions()
    {
    }

    public FFMpegArgumentOptions WithCustomArgument(string argument) => WithArgument(new CustomArgument(argument));

    public FFMpegArgumentOptions ForceFormat(string format) => WithText($"-f {format}");

    public FFMpegArgumentOptions ForcePixelFormat(string pixelFormat) => WithText($"-pix_fmt {pixelFormat}");

    public FFMpegArgumentOptions WithVideoCodec(string videoCodec) => WithText($"-c:v {videoCodec}");

    public FFMpegArgumentOptions WithCopyCodec() => WithText("-codec copy");

    public FFMpegArgumentOptions WithVideoBitrate(int bitrate) => WithText($"-b:v {bitrate}k");

    public FFMpegArgumentOptions WithFramerate(double framerate) => WithText($"-r {framerate.ToString(CultureInfo.InvariantCulture)}");

    public FFMpegArgumentOptions WithFrameOutputCount(int frames) => WithText($"-vframes {frames}");

    public FFMpegArgumentOptions WithDuration(TimeSpan? duration) => WithText(duration is { } time ? $"-t {time}" : "");

    public FFMpegArgumentOptions UsingThreads(int threads) => WithText($"-threads {threads}");

    public FFMpegArgumentOptions Loop(int times) => WithText($"-loop {times}");

    public FFMpegArgumentOptions OverwriteExisting() => WithText("-y");

    public FFMpegArgumentOptions Seek(TimeSpan? seekTo) => WithText(seekTo is { } time ? $"-ss {ToLongString(time)}" : "");

    public FFMpegArgumentOptions DisableChannel(Channel channel) => WithText(channel switch
    {
        Channel.Video => "-vn",
        Channel.Audio => "-an",
        Channel.Both => throw new FFMpegException(FFMpegExceptionType.Conversion, "Cannot disable both channels"),
        _ => "",
    });

    public FFMpegArgumentOptions WithArgument(IArgument argument)
    {
        Arguments.Add(argument);
        return this;
    }

    private FFMpegArgumentOptions WithText(string text) => WithArgument(new CustomArgument(text));

    // Days are written as hours: ffmpeg's time syntax has none.
    private static string ToLongString(TimeSpan time)
        => string.Create(CultureInfo.InvariantCulture,
            $"{(int)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00}.{time.Milliseconds:000}");
}
