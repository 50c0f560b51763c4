using System.Diagnostics;
using System.Text.RegularExpressions;
using CamStream.Encoder.Mp4;
using CamStream.Encoder.Timeline;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace CamStream.Encoder.FFmpeg;

public sealed class H264EncoderTests
{
    private const int HangMilliseconds = 120_000;

    private static readonly MediaGrid _grid = new TimelineOptions().Grid;
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = HangMilliseconds)]
    public async Task Every_picture_comes_before_the_next_frame_is_written()
    {
        var jpegs = await TestPictures.MakeAsync(640, 480, 30);
        await using var encoder = Start(640, 480);
        for (var i = 0; i < 150; i++)
        {
            var time = i * 1000L / 15;
            await encoder.WriteAsync(time, jpegs[i % jpegs.Length], Cancellation);
            using var picture = await encoder.Pictures.ReadAsync(Cancellation);
            picture.Milliseconds.ShouldBe(time);
            picture.Keyframe.ShouldBe(time % 2000 == 0);
        }
    }

    [Fact(Timeout = HangMilliseconds)]
    public async Task Keyframes_lie_on_segment_starts_also_from_mid_segment_and_after_gaps()
    {
        var jpegs = await TestPictures.MakeAsync(320, 240, 10);
        await using var encoder = Start(320, 240);
        long[] times =
        [
            1_400,
            1_467,
            1_999,
            2_000,
            2_067,
            3_933,
            4_000,
            9_467,
            9_533,
            10_000,
            12_001,
            13_999,
            14_000,
            3_000_067,
            3_000_133,
            3_002_000,
        ];
        List<long> keyframes = [];
        foreach (var time in times)
        {
            using var picture = await EncodeAsync(encoder, time, jpegs[time % jpegs.Length]);
            if (picture.Keyframe)
                keyframes.Add(time);
        }

        keyframes.ShouldBe([1_400, 2_000, 4_000, 9_467, 10_000, 12_001, 14_000, 3_000_067, 3_002_000]);
    }

    [Theory(Timeout = HangMilliseconds)]
    [InlineData(2_267, new long[] { 0, 2_000, 2_267, 4_000 })]
    [InlineData(2_266, new long[] { 0, 2_000, 2_267, 4_000 })] // the picture of that time gave none
    [InlineData(2_000, new long[] { 0, 2_000, 4_000 })]
    [InlineData(0, new long[] { 0, 2_000, 4_000 })]
    public async Task One_more_keyframe_is_where_players_join(long joins, long[] expected)
    {
        var jpegs = await TestPictures.MakeAsync(320, 240, 2);
        await using var encoder = Start(320, 240, joins: joins);
        List<long> keyframes = [];
        foreach (var time in (long[])[0, 133, 267, 2_000, 2_133, 2_267, 2_333, 3_967, 4_000, 4_133])
        {
            using var picture = await EncodeAsync(encoder, time, jpegs[time % jpegs.Length]);
            if (picture.Keyframe)
                keyframes.Add(time);
        }
        keyframes.ShouldBe(expected);
    }

    [Fact(Timeout = HangMilliseconds)]
    public async Task Time_goes_on_where_that_of_FLV_wraps()
    {
        var jpegs = await TestPictures.MakeAsync(320, 240, 1);
        await using var encoder = Start(320, 240);
        foreach (var time in (long[])[0, 67, (1L << 31) - 1, (1L << 31) + 70, (1L << 31) + 2_000])
            (await EncodeAsync(encoder, time, jpegs[0])).Dispose();
    }

    [Fact(Timeout = HangMilliseconds)]
    public async Task Undecodable_JPEG_yields_nothing_and_the_rest_comes()
    {
        var jpegs = await TestPictures.MakeAsync(640, 480, 10);
        await using var encoder = Start(640, 480);
        (await EncodeAsync(encoder, 0, jpegs[0])).Dispose();
        await encoder.WriteAsync(67, new byte[] { 0xFF, 0xD8, 1, 2, 3, 4, 5, 6, 0xFF, 0xD9 }, Cancellation);
        await encoder.WriteAsync(133, "nothing like a JPEG"u8.ToArray(), Cancellation);
        for (var i = 3; i < 10; i++)
            (await EncodeAsync(encoder, i * 67, jpegs[i])).Dispose();
        encoder.Completion.IsCompleted.ShouldBeFalse();
    }

    [Fact(Timeout = HangMilliseconds)]
    public async Task Session_whose_first_JPEG_is_undecodable_fails()
    {
        var jpegs = await TestPictures.MakeAsync(320, 240, 1);
        await using var encoder = Start(320, 240);
        await encoder.WriteAsync(0, new byte[] { 0xFF, 0xD8, 1, 2, 3, 4, 5, 6, 0xFF, 0xD9 }, Cancellation);
        await encoder.WriteAsync(67, jpegs[0], Cancellation);
        (await Should.ThrowAsync<EncoderException>(encoder.Completion)).Message.ShouldContain(
            "first JPEG, of 0 ms, cannot be decoded"
        );
    }

    [Theory(Timeout = HangMilliseconds)]
    [InlineData(641, 481, 640, 480)]
    [InlineData(16, 16, 16, 16)]
    [InlineData(1920, 1080, 1920, 1080)]
    public async Task Picture_has_its_size_made_even(int width, int height, int encodedWidth, int encodedHeight)
    {
        var jpegs = await TestPictures.MakeAsync(width, height, 2);
        await using var encoder = Start(width, height);
        (await EncodeAsync(encoder, 0, jpegs[0])).Dispose();
        (await EncodeAsync(encoder, 67, jpegs[1])).Dispose();
        var init = InitSectionWriter.Build((await encoder.AvcC).Span);
        (init.Width, init.Height).ShouldBe((encodedWidth, encodedHeight));
    }

    [Fact(Timeout = HangMilliseconds)]
    public async Task Init_section_is_the_same_in_every_session()
    {
        var jpegs = await TestPictures.MakeAsync(320, 240, 2);
        var hashes = new HashSet<string>();
        foreach (var (start, rate) in new[] { (0L, 15.0), (1_400L, 14.6) })
        {
            await using var encoder = Start(320, 240, rate);
            (await EncodeAsync(encoder, start, jpegs[start > 0 ? 1 : 0])).Dispose();
            hashes.Add(InitSectionWriter.Build((await encoder.AvcC).Span).Hash);
        }

        hashes.Count.ShouldBe(1);
    }

    [Fact(Timeout = HangMilliseconds)]
    public async Task Killed_ffmpeg_ends_everything_with_a_clear_message()
    {
        var jpegs = await TestPictures.MakeAsync(320, 240, 1);
        var logger = new FakeLogger();
        await using var encoder = Start(320, 240, logger: logger);
        (await EncodeAsync(encoder, 0, jpegs[0])).Dispose();
        using var process = FFmpegOf(logger);
        var read = encoder.Pictures.ReadAsync(Cancellation).AsTask();

        process.Kill();

        (await Should.ThrowAsync<EncoderException>(encoder.Completion)).Message.ShouldStartWith(
            "ffmpeg exited with code 137."
        );
        await Should.ThrowAsync<Exception>(read);
        (
            await Should.ThrowAsync<EncoderException>(async () => await encoder.WriteAsync(67, jpegs[0], Cancellation))
        ).Message.ShouldStartWith("ffmpeg exited with code 137.");
        PipesOf(logger).ShouldBeEmpty();
    }

    [Fact(Timeout = HangMilliseconds)]
    public async Task Disposal_in_mid_stream_leaves_no_process_no_pipe_and_no_waiting_reader()
    {
        var jpegs = await TestPictures.MakeAsync(640, 480, 1);
        var logger = new FakeLogger();
        var encoder = Start(640, 480, logger: logger);
        for (var i = 0; i < 4; i++)
            await encoder.WriteAsync(i * 67, jpegs[0], Cancellation); // read by nobody
        (await encoder.Pictures.ReadAsync(Cancellation)).Dispose();
        using var process = FFmpegOf(logger);

        await encoder.DisposeAsync();

        await encoder.Completion;
        await encoder.Pictures.Completion;
        process.HasExited.ShouldBeTrue();
        PipesOf(logger).ShouldBeEmpty();
        logger.Collector.GetSnapshot().ShouldAllBe(record => record.Level < LogLevel.Warning);
        await Should.ThrowAsync<EncoderException>(async () => await encoder.WriteAsync(1_000, jpegs[0], Cancellation));
        await encoder.DisposeAsync();
    }

    [Fact(Timeout = HangMilliseconds)]
    public async Task Ffmpeg_that_does_not_end_when_asked_is_killed_after_a_limit()
    {
        var jpegs = await TestPictures.MakeAsync(320, 240, 1);
        var (logger, time) = (new FakeLogger(), new FakeTimeProvider());
        var encoder = Start(320, 240, logger: logger, time: time);
        (await EncodeAsync(encoder, 0, jpegs[0])).Dispose();
        using var process = FFmpegOf(logger);
        await Tool.RunAsync("kill", $"-STOP {process.Id}");

        var disposal = encoder.DisposeAsync();
        disposal.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(2));
        await disposal;

        process.HasExited.ShouldBeTrue();
        await encoder.Completion;
        logger
            .Collector.GetSnapshot()
            .Single(record => record.Level == LogLevel.Warning)
            .Message.ShouldContain("was killed");
        PipesOf(logger).ShouldBeEmpty();
    }

    [Fact(Timeout = HangMilliseconds)]
    public async Task Unread_pictures_hold_up_the_writer_and_do_not_hold_up_disposal()
    {
        var jpegs = await TestPictures.MakeAsync(1280, 720, 1);
        var encoder = Start(1280, 720);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var writing = WriteUntilHeldUpAsync();
        await encoder.Pictures.WaitToReadAsync(Cancellation);
        await encoder.DisposeAsync();
        await Should.ThrowAsync<EncoderException>(writing);

        async Task WriteUntilHeldUpAsync()
        {
            for (var time = 0L; ; time += 67)
                await encoder.WriteAsync(time, jpegs[0], giveUp.Token);
        }
    }

    [Fact(Timeout = HangMilliseconds)]
    public async Task Cancelled_write_ends_the_session()
    {
        var jpegs = await TestPictures.MakeAsync(320, 240, 1);
        await using var encoder = Start(320, 240);
        using var cancelled = new CancellationTokenSource();
        var writing = encoder.WriteAsync(0, jpegs[0], cancelled.Token).AsTask(); // waits for ffmpeg to connect
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(writing);
        await Should.ThrowAsync<EncoderException>(encoder.Completion);
    }

    [Fact(Timeout = HangMilliseconds)]
    public async Task Session_that_was_never_written_to_just_ends()
    {
        var encoder = Start(320, 240);
        await encoder.DisposeAsync();
        await encoder.Completion;
        encoder.AvcC.IsCanceled.ShouldBeTrue();
    }

    [Fact(Timeout = HangMilliseconds)]
    public async Task Times_that_do_not_grow_and_sizes_that_cannot_be_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Start(15, 240));
        Should.Throw<ArgumentOutOfRangeException>(() => Start(320, 9_000));
        var jpegs = await TestPictures.MakeAsync(320, 240, 1);
        await using var encoder = Start(320, 240);
        (await EncodeAsync(encoder, 100, jpegs[0])).Dispose();
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () =>
            await encoder.WriteAsync(100, jpegs[0], Cancellation)
        );
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () =>
            await encoder.WriteAsync(99, jpegs[0], Cancellation)
        );
    }

    private static H264Encoder Start(
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

    private static async Task<EncodedPicture> EncodeAsync(H264Encoder encoder, long time, byte[] jpeg)
    {
        await encoder.WriteAsync(time, jpeg, Cancellation);
        var picture = await encoder.Pictures.ReadAsync(Cancellation);
        picture.Milliseconds.ShouldBe(time);
        return picture;
    }

    // Only the session's own command line has the names of its pipes.
    private static string[] PipeNames(FakeLogger logger) =>
        [.. Regex.Matches(logger.Collector.GetSnapshot()[0].Message, @"CoreFxPipe_\w+").Select(match => match.Value)];

    private static string[] PipesOf(FakeLogger logger) =>
        [.. PipeNames(logger).Where(name => File.Exists(Path.Combine(Path.GetTempPath(), name)))];

    private static Process FFmpegOf(FakeLogger logger)
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
