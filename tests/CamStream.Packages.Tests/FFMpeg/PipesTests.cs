using System.Text.RegularExpressions;
using FFMpegCore;
using FFMpegCore.Exceptions;
using FFMpegCore.Pipes;

namespace CamStream.Packages.FFMpeg;

public sealed partial class PipesTests
{
    private const int FrameLength = 16 * 16;
    private const string Gray16x16 = "-f rawvideo -pix_fmt gray -s 16x16 -r 10";

    [Fact]
    public async Task Frames_of_the_source_reach_the_sink_while_the_source_goes_on()
    {
        var frames = new byte[40 * FrameLength];
        new Random(1).NextBytes(frames);
        var received = new byte[frames.Length];
        var seen = new TaskCompletionSource();

        var done = await FFMpegArguments
            .FromPipeInput(new Source(async (pipe, cancellationToken) =>
            {
                await pipe.WriteAsync(frames, cancellationToken);
                await seen.Task.WaitAsync(cancellationToken);
            }, "-hide_banner -loglevel warning -probesize 32 " + Gray16x16))
            .OutputToPipe(new StreamPipeSink(async (pipe, cancellationToken) =>
            {
                await pipe.ReadExactlyAsync(received.AsMemory(0, 20 * FrameLength), cancellationToken);
                seen.SetResult();
                await pipe.CopyToAsync(Stream.Null, cancellationToken);
            }), output => output.WithCopyCodec().WithCustomArgument("-flush_packets 1").ForceFormat("rawvideo"))
            .ProcessAsynchronously();

        done.ShouldBeTrue();
        received[..(20 * FrameLength)].ShouldBe(frames[..(20 * FrameLength)]);
    }

    [Fact]
    public async Task Failure_of_the_source_ends_ffmpeg_and_reaches_the_caller()
        => (await Should.ThrowAsync<InvalidDataException>(FFMpegArguments
            .FromPipeInput(new Source(async (pipe, cancellationToken) =>
            {
                await pipe.WriteAsync(new byte[10 * FrameLength], cancellationToken);
                throw new InvalidDataException("no more");
            }, "-hide_banner -loglevel warning " + Gray16x16))
            .OutputToPipe(new StreamPipeSink(Stream.Null), output => output.ForceFormat("null"))
            .ProcessAsynchronously())).Message.ShouldBe("no more");

    [Fact]
    public async Task Failure_of_the_sink_ends_ffmpeg_and_reaches_the_caller()
        => (await Should.ThrowAsync<InvalidDataException>(TestPattern.Endless()
            .OutputToPipe(new StreamPipeSink(async (pipe, cancellationToken) =>
            {
                await pipe.ReadExactlyAsync(new byte[2], cancellationToken);
                throw new InvalidDataException("not wanted");
            }), output => output.ForceFormat("mjpeg"))
            .ProcessAsynchronously())).Message.ShouldBe("not wanted");

    [Fact]
    public async Task Sink_that_has_read_enough_makes_ffmpeg_fail()
    {
        var start = new byte[2];
        var arguments = TestPattern.Endless().OutputToPipe(new StreamPipeSink(async (pipe, cancellationToken)
            => await pipe.ReadExactlyAsync(start, cancellationToken)), output => output.ForceFormat("mjpeg"));

        var failure = await Should.ThrowAsync<FFMpegException>(arguments.ProcessAsynchronously());

        failure.Type.ShouldBe(FFMpegExceptionType.Process);
        start.ShouldBe([0xFF, 0xD8]);
    }

    // The write fails before the exit is seen; a source that honours its token may see the cancellation instead.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Source_that_writes_when_ffmpeg_has_ended_fails_whatever_throwOnError_says(bool throwOnError)
        => await Should.ThrowAsync<IOException>(FFMpegArguments
            .FromPipeInput(new Source(async (pipe, _) =>
            {
                while (true)
                    await pipe.WriteAsync(new byte[FrameLength], CancellationToken.None);
            }, "-hide_banner -loglevel warning " + Gray16x16))
            .OutputToPipe(new StreamPipeSink(Stream.Null), output => output.WithFrameOutputCount(1).ForceFormat("null"))
            .ProcessAsynchronously(throwOnError));

    [Fact]
    public async Task Source_that_waits_when_ffmpeg_ends_is_cancelled_and_the_exit_code_counts()
        => (await FFMpegArguments
            .FromPipeInput(new Source(async (pipe, cancellationToken) =>
            {
                await pipe.WriteAsync(new byte[100 * FrameLength], cancellationToken);
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }, "-hide_banner -loglevel warning -probesize 32 " + Gray16x16))
            .OutputToPipe(new StreamPipeSink(Stream.Null), output => output.WithFrameOutputCount(1).ForceFormat("rawvideo"))
            .ProcessAsynchronously()).ShouldBeTrue();

    [Fact]
    public async Task Pipes_are_gone_after_the_run()
    {
        var run = TestPattern.Frames(1).OutputToPipe(new StreamPipeSink(Stream.Null), output => output.ForceFormat("mjpeg"));
        var socket = Socket().Match(run.Arguments).Groups[1].Value;

        (await run.ProcessAsynchronously()).ShouldBeTrue();

        socket.ShouldNotBeEmpty();
        File.Exists(socket).ShouldBeFalse();
    }

    [GeneratedRegex("\"unix:([^\"]+)\"")]
    private static partial Regex Socket();
}
