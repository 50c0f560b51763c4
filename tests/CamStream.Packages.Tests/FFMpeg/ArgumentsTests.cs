using System.Text.RegularExpressions;
using FFMpegCore;
using FFMpegCore.Arguments;
using FFMpegCore.Enums;
using FFMpegCore.Exceptions;
using FFMpegCore.Pipes;

namespace CamStream.Packages.FFMpeg;

public sealed partial class ArgumentsTests
{
    private static readonly IPipeSink _sink = new StreamPipeSink(Stream.Null);

    [Fact]
    public void Encoder_reads_Matroska_from_a_pipe_and_writes_FLV_to_another()
        => Normalized(FFMpegArguments
            .FromPipeInput(new StreamPipeSource(Stream.Null), input => input
                .WithCustomArgument("-hide_banner -nostats -loglevel warning")
                .WithCustomArgument("-fpsprobesize 0")
                .ForceFormat("matroska"))
            .OutputToPipe(_sink, output => output
                .WithCustomArgument("-map 0:v:0")
                .DisableChannel(Channel.Audio)
                .WithVideoCodec("libx264")
                .UsingThreads(1)
                .ForcePixelFormat("yuv420p")
                .WithCustomArgument("-force_key_frames \"expr:gte(t,n_forced*2)\"")
                .ForceFormat("flv"))
            .Arguments).ShouldBe(
            "-hide_banner -nostats -loglevel warning -fpsprobesize 0 -f matroska  -i \"unix:TMP/CoreFxPipe_FFMpegCore_PIPE\" " +
            "-map 0:v:0 -an -c:v libx264 -threads 1 -pix_fmt yuv420p -force_key_frames \"expr:gte(t,n_forced*2)\" -f flv " +
            "\"unix:TMP/CoreFxPipe_FFMpegCore_PIPE\" -y");

    [Fact]
    public void Camera_is_copied_as_it_is()
        => Normalized(FFMpegArguments
            .FromDeviceInput("/dev/video0", input => input
                .ForceFormat("v4l2")
                .WithCustomArgument("-input_format mjpeg -video_size 640x480")
                .WithFramerate(7.5))
            .OutputToPipe(_sink, output => output.WithCopyCodec().ForceFormat("mjpeg"))
            .Arguments).ShouldBe(
            "-f v4l2 -input_format mjpeg -video_size 640x480 -r 7.5 -i /dev/video0 " +
            "-codec copy -f mjpeg \"unix:TMP/CoreFxPipe_FFMpegCore_PIPE\" -y");

    [Fact]
    public void Source_puts_its_own_arguments_before_its_pipe()
        => Normalized(FFMpegArguments
            .FromPipeInput(new Source((_, _) => Task.CompletedTask, "-f rawvideo -s 8x8"), input => input.WithCustomArgument("-re"))
            .OutputToFile("/a folder/out.mp4").Arguments)
            .ShouldBe("-re -f rawvideo -s 8x8 -i \"unix:TMP/CoreFxPipe_FFMpegCore_PIPE\" \"/a folder/out.mp4\" -y");

    [Fact]
    public void Global_options_stand_first_and_inputs_in_order()
        => FFMpegArguments
            .FromFileInput("a b.mp4", verifyExists: false, input => input.Seek(new TimeSpan(1, 2, 3, 4, 5)).Loop(1))
            .AddUrlInput(new Uri("http://camera/mjpeg"))
            .WithGlobalOptions(global => global.WithVerbosityLevel(VerbosityLevel.Warning))
            .OutputToFile("out.mp4", overwrite: false, output => output
                .WithDuration(TimeSpan.FromSeconds(5)).WithFrameOutputCount(3).WithVideoBitrate(800).OverwriteExisting())
            .Arguments.ShouldBe(
                "-hide_banner -loglevel warning -ss 26:03:04.005 -loop 1 -i \"a b.mp4\" -i \"http://camera/mjpeg\" " +
                "-t 00:00:05 -vframes 3 -b:v 800k -y \"out.mp4\"");

    [Fact]
    public void Not_both_channels_can_be_disabled()
        => Should.Throw<FFMpegException>(() => TestPattern.Frames(1).OutputToFile("x", true, output => output.DisableChannel(Channel.Both)))
            .Type.ShouldBe(FFMpegExceptionType.Conversion);

    // Named pipes are sockets in the temporary folder, each with its own random name.
    private static string Normalized(string arguments)
        => PipeName().Replace(arguments.Replace(Path.GetTempPath(), "TMP/", StringComparison.Ordinal), "FFMpegCore_PIPE");

    [GeneratedRegex("FFMpegCore_[0-9a-f]{16}")]
    private static partial Regex PipeName();
}
