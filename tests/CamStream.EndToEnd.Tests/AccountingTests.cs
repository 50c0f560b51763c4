namespace CamStream.EndToEnd;

/// <summary>
/// Every frame captured is delivered, or dropped once with its place: by the services' own metrics,
/// as a collector gets them.
/// </summary>
public class AccountingTests
{
    private const int LongHang = 110; // frames: seven seconds

    [Fact]
    public async Task Frames_add_up_whatever_was_away_or_killed()
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
    /// Longer than the broker keeps frames, and than a camera's clock may differ from one frame to
    /// the next.
    /// </summary>
    [Fact]
    public async Task Frames_add_up_when_ingest_and_then_ffmpeg_hung_and_those_that_waited_are_not_invalid()
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
