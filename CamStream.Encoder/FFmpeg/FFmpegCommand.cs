using System.Globalization;
using FFMpegCore;
using FFMpegCore.Pipes;

namespace CamStream.Encoder.FFmpeg;

/// <summary>
/// Builds ffmpeg's command line: Matroska with JPEGs in, FLV with H.264 out, each picture as soon
/// as its JPEG is in.
/// </summary>
internal static class FFmpegCommand
{
    private const double VgaPixels = 640 * 480;
    private const double HdPixels = 1280 * 720;
    private const double VgaKilobits = 800;
    private const double HdKilobits = 2000;

    /// <summary>
    /// Builds the command for a session whose first frame has the time
    /// <paramref name="firstMilliseconds"/>.
    /// </summary>
    public static FFMpegArgumentProcessor Build(
        H264Session session,
        EncoderOptions options,
        long firstMilliseconds,
        IPipeSource source,
        IPipeSink sink
    )
    {
        var kilobits = options.MaxKilobits ?? DefaultKilobits(session.Width, session.Height);
        var crop =
            session.EvenWidth != session.Width || session.EvenHeight != session.Height
                ? $"-vf crop={session.EvenWidth}:{session.EvenHeight}:0:0"
                : "";

        // Errors only: FFMpegCore keeps every line as long as ffmpeg runs.
        return FFMpegArguments
            .FromPipeInput(
                source,
                input =>
                    input
                        .WithCustomArgument("-hide_banner -nostats -nostdin -loglevel error")
                        .WithCustomArgument("-copyts") // otherwise ffmpeg shifts the times so that the first is 0
                        .WithCustomArgument("-threads 1 -fpsprobesize 0")
                        .WithCustomArgument("-f matroska")
            )
            .OutputToPipe(
                sink,
                output =>
                    output
                        .WithCustomArgument("-map 0:v:0 -an")
                        .WithCustomArgument(crop)
                        .WithCustomArgument("-fps_mode passthrough -enc_time_base 1:1000")
                        .WithCustomArgument(
                            $"-c:v libx264 -preset {options.Preset} -tune zerolatency "
                                + "-profile:v high -bf 0 -threads 1"
                        )
                        .WithCustomArgument(
                            "-g 100000 -sc_threshold 0 -force_key_frames "
                                + $"\"{KeyframeExpression(session, firstMilliseconds)}\""
                        )
                        .WithCustomArgument($"-crf {options.Crf} -maxrate {kilobits}k -bufsize {kilobits}k")
                        // A JPEG has full range and JFIF's colours. The picture gets video range,
                        // which every decoder knows.
                        .WithCustomArgument(
                            "-pix_fmt yuv420p -color_range tv -colorspace smpte170m "
                                + "-color_primaries bt709 -color_trc iec61966-2-1"
                        )
                        .WithCustomArgument("-f flv -flvflags no_duration_filesize -flush_packets 1")
            );
    }

    /// <summary>
    /// The highest bit rate in kilobits per second: 800 up to 640x480, 2000 at 1280x720, and linear
    /// in the pixels between and beyond.
    /// </summary>
    public static int DefaultKilobits(int width, int height)
    {
        var beyondVga = Math.Max(0, (double)width * height - VgaPixels) / (HdPixels - VgaPixels);
        return (int)Math.Round(VgaKilobits + beyondVga * (HdKilobits - VgaKilobits));
    }

    // A keyframe where the segment number has grown since the last keyframe, and where players
    // join. ffmpeg counts t from the first decoded frame, even with -copyts.
    private static string KeyframeExpression(H264Session session, long firstMilliseconds)
    {
        var segment = Seconds(session.Grid.SegmentDuration.ToTimeSpan().TotalSeconds);
        var shift = Seconds(firstMilliseconds / 1000.0 + 0.0005); // half a millisecond against rounding
        var starts = $"gt(floor((t+{shift})/{segment}),floor((prev_forced_t+{shift})/{segment}))";
        var join = Seconds(session.JoinMilliseconds / 1000.0);
        if (session.JoinMilliseconds > firstMilliseconds)
            starts = $"max({starts},gte(t+{shift},{join})*lt(prev_forced_t+{shift},{join}))";
        return $"expr:if(isnan(prev_forced_t),1,{starts})";
    }

    private static string Seconds(double value) => value.ToString("0.0###", CultureInfo.InvariantCulture);
}
