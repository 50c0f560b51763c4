using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using static CamStream.Encoder.FFmpeg.RealEncoder;

namespace CamStream.Encoder.FFmpeg;

/// <summary>How runs of real ffmpeg end: no process, no pipe and no reader is left.</summary>
public sealed class H264EncoderEndTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

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
            await encoder.WriteAsync(i * 67, jpegs[0], Cancellation); // nobody reads the pictures
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
    public async Task Unread_pictures_delay_the_writer_but_not_disposal()
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
    public async Task Session_without_a_write_just_ends()
    {
        var encoder = Start(320, 240);
        await encoder.DisposeAsync();
        await encoder.Completion;
        encoder.AvcC.IsCanceled.ShouldBeTrue();
    }
}
