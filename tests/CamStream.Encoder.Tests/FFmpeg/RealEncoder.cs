using System.Diagnostics;
using System.Text.RegularExpressions;
using CamStream.Encoder.Timeline;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Testing;

namespace CamStream.Encoder.FFmpeg;

/// <summary>Runs of real ffmpeg, with their processes and pipes.</summary>
internal static class RealEncoder
{
    public const int HangMilliseconds = 120_000;

    private static readonly MediaGrid _grid = new TimelineOptions().Grid;

    public static H264Encoder Start(
        int width,
        int height,
        double framesPerSecond = 15,
        ILogger? logger = null,
        TimeProvider? time = null,
        long joins = 0
    ) =>
        H264Encoder.Start(
            new H264Session(width, height, framesPerSecond, _grid, joins),
            new EncoderOptions(),
            logger ?? NullLogger.Instance,
            time ?? TimeProvider.System
        );

    public static async Task<EncodedPicture> EncodeAsync(H264Encoder encoder, long time, byte[] jpeg)
    {
        await encoder.WriteAsync(time, jpeg, TestContext.Current.CancellationToken);
        var picture = await encoder.Pictures.ReadAsync(TestContext.Current.CancellationToken);
        picture.Milliseconds.ShouldBe(time);
        return picture;
    }

    // Only the command line of the session names its pipes.
    private static string[] PipeNames(FakeLogger logger) =>
        [.. Regex.Matches(logger.Collector.GetSnapshot()[0].Message, @"CoreFxPipe_\w+").Select(match => match.Value)];

    public static string[] PipesOf(FakeLogger logger) =>
        [.. PipeNames(logger).Where(name => File.Exists(Path.Combine(Path.GetTempPath(), name)))];

    public static Process FFmpegOf(FakeLogger logger)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are told apart by /proc");
        var name = PipeNames(logger)[0];
        return Process
            .GetProcessesByName("ffmpeg")
            .Single(process =>
                File.ReadAllText($"/proc/{process.Id}/cmdline").Contains(name, StringComparison.Ordinal)
            );
    }
}
