namespace CamStream.EndToEnd;

/// <summary>
/// Every captured frame is delivered, or dropped once with its place, by the services' own metrics
/// at a collector.
/// </summary>
public class AccountingTests
{
    private const int LongHang = 110; // frames: seven seconds

    [Fact]
    public async Task Frames_add_up_after_stops_and_kills()
    {
        await using var run = await AccountedRun.StartAsync("pattern-1", "file-1");
        await run.WithoutAsync("mqtt", "edge_queue");
        await run.WithoutAsync("ingest", "broker");
        await run.WithoutAsync("encoder-0", "ingest_queue");
        foreach (var ffmpeg in (await run.ProcessAsync("encoder-0")).Children("ffmpeg"))
            await ffmpeg.SignalAsync("KILL");
        await run.LosesAsync("encoder_stopped");
        await run.DeliversAsync();

        var accounts = await run.EndAsync();
        accounts.ShouldAllBe(
            account => account.Captured == account.Accounted && account.InSockets == 0,
            string.Join('\n', accounts)
        );
    }

    /// <summary>
    /// The hang is longer than the broker keeps frames, and longer than a camera's clock may jump
    /// between two frames.
    /// </summary>
    [Fact]
    public async Task Frames_add_up_after_Ingest_and_ffmpeg_hung_and_frames_that_waited_are_not_invalid()
    {
        await using var run = await AccountedRun.StartAsync("pattern-1", "file-1");
        await ServiceProcess.HangAsync([await run.ProcessAsync("ingest")], () => run.CapturesAsync(LongHang));
        await run.DeliversAsync();
        await ServiceProcess.HangAsync(
            (await run.ProcessAsync("encoder-0")).Children("ffmpeg"),
            () => run.LosesAsync("encoder_queue")
        );
        await run.DeliversAsync();

        var accounts = await run.EndAsync();
        accounts.ShouldAllBe(
            account => account.Captured == account.Accounted && account.Of("invalid") == 0,
            string.Join('\n', accounts)
        );
    }
}
