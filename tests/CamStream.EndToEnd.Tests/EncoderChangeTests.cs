using CamStream.Testing.Browser;

namespace CamStream.EndToEnd;

/// <summary>
/// What viewers see when an encoder goes away while another one runs: in our page, in hls.js with
/// its defaults, and in ffmpeg.
/// </summary>
[Collection<EncoderPairTests>]
public class EncoderChangeTests(EncoderPair pair) : SharedSystemTests(pair)
{
    private const int Encoders = 2;

    // A player that does not know parts starts three segments before the end.
    private const int Listed = 4;

    // A second of pictures: the player plays.
    private const int Playing = 15;

    // More pictures than are buffered for players that are some segments behind.
    private const int Enough = 120;

    private static readonly TimeSpan _segment = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Of_an_encoder_that_drains_nobody_sees_anything_and_no_frame_is_missing()
    {
        await using var camera = await SteadyCamera.StartAsync(System, "garden");
        await System.PlaylistAsync(camera.Name, segments: Listed);
        await using var ffmpeg = FfmpegPlayer.Start(System, camera.Name);
        await using var browser = await Chromium.StartAsync();
        var (wall, plain) = await OpenAsync(browser, camera.Name);
        var (restarts, stalls) = (
            await wall.DebugAsync<int>(camera.Name, "restarts"),
            await wall.DebugAsync<int>(camera.Name, "stalls")
        );
        await wall.WatchWaitsAsync(camera.Name);
        await plain.ForgetAsync();

        var encoder = await System.EncoderOfAsync(camera.Name);
        var process = await System.ProcessAsync(encoder);
        await process.SignalAsync("TERM");
        await process.EndedAsync();
        (await System.EncoderOfAsync(camera.Name)).ShouldNotBe(encoder);
        await ffmpeg.UntilAsync(camera.Captured);
        await Task.WhenAll(plain.UntilMoreAsync(Enough), wall.UntilPicturesMoveAsync(camera.Name));

        (await wall.DebugAsync<int>(camera.Name, "stalls")).ShouldBe(stalls);
        // Chromium calls back only once a second for a page behind another one.
        (await wall.LongestWaitAsync()).ShouldBeLessThan(_segment);
        (await wall.DebugAsync<int>(camera.Name, "restarts")).ShouldBe(restarts);
        (await plain.ErrorsAsync()).ShouldBeEmpty();
        (await plain.WaitsAsync()).ShouldBe(0);
        (await plain.LongestAsync()).ShouldBeLessThan(_segment);
        var numbers = ffmpeg.Numbers;
        ffmpeg.Broken.ShouldBe(0);
        numbers.ShouldBe(Enumerable.Range((int)numbers[0], numbers.Count).Select(number => (long)number));

        var account = await AccountAsync(camera, encoder, process);
        // An encoder that has just started may drop frames from its full queue.
        account.Accounted.ShouldBe(account.Delivered + account.Of("encoder_queue"), account.ToString());
    }

    [Fact]
    public async Task When_an_encoder_is_killed_pictures_move_again_within_five_seconds()
    {
        await using var camera = await SteadyCamera.StartAsync(System, "meadow");
        await GoesOnAsync(camera, "KILL");
    }

    /// <summary>Like a lost node, the encoder says nothing; later it comes back.</summary>
    [Fact]
    public async Task When_an_encoder_is_silent_pictures_move_again_in_five_seconds_and_all_frames_are_accounted_for()
    {
        await using var camera = await SteadyCamera.StartAsync(System, "pond", large: true);
        var (encoder, processes) = await GoesOnAsync(camera, "STOP");
        await AccountAsync(camera, encoder, processes[^1]);
    }

    private async Task<(string Encoder, IReadOnlyList<ServiceProcess> Processes)> GoesOnAsync(
        SteadyCamera camera,
        string signal
    )
    {
        await System.PlaylistAsync(camera.Name, segments: Listed);
        await using var ffmpeg = FfmpegPlayer.Start(System, camera.Name);
        await using var browser = await Chromium.StartAsync();
        var (wall, plain) = await OpenAsync(browser, camera.Name);
        await ffmpeg.UntilAsync(0);
        var restarts = await wall.DebugAsync<int>(camera.Name, "restarts");
        await plain.ForgetAsync();
        await wall.WatchWaitsAsync(camera.Name);

        var encoder = await System.EncoderOfAsync(camera.Name);
        var process = await System.ProcessAsync(encoder);
        ServiceProcess[] processes = [.. process.Children("ffmpeg"), process]; // ffmpeg first: the encoder would end it
        foreach (var one in processes)
            await one.SignalAsync(signal);
        try
        {
            await Wait.UntilAsync(
                $"another encoder than {encoder}",
                async _ => await System.EncoderOfAsync(camera.Name) != encoder
            );
            await ffmpeg.UntilAsync(camera.Captured);
            await Task.WhenAll(plain.UntilMoreAsync(Enough), wall.UntilPicturesMoveAsync(camera.Name, pictures: 30));

            var (ours, theirs) = (await wall.LongestWaitAsync(), await plain.LongestAsync());
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"Longest without a new picture: our page {ours.TotalSeconds:F2} s, hls.js {theirs.TotalSeconds:F2} s, "
                    + $"ffmpeg {ffmpeg.LongestWait.TotalSeconds:F2} s. "
                    + $"Errors of hls.js: {string.Join(", ", await plain.ErrorsAsync())}"
            );
            ours.ShouldBeLessThanOrEqualTo(_longest);
            theirs.ShouldBeLessThanOrEqualTo(_longest);
            ffmpeg.LongestWait.ShouldBeLessThanOrEqualTo(_longest);
            (await wall.DebugAsync<int>(camera.Name, "restarts")).ShouldBe(restarts);
            (await plain.ErrorsAsync()).ShouldAllBe(error => !error.EndsWith("(fatal)") && !error.Contains(" 400 "));
        }
        finally
        {
            if (signal == "STOP")
                foreach (var one in processes)
                    await one.SignalAsync("CONT");
        }
        return (encoder, processes);
    }

    /// <summary>Opens our page and a plain player, and waits until both play.</summary>
    private async Task<(Wall Wall, PlainPlayer Plain)> OpenAsync(Chromium browser, string camera)
    {
        var wall = await Wall.OpenAsync(browser, System);
        var plain = await PlainPlayer.OpenAsync(browser, System, camera);
        await wall.UntilAsync(camera, "live");
        await plain.UntilMoreAsync(Playing);
        return (wall, plain);
    }

    /// <summary>
    /// Stops the camera, restarts the encoder that ended, and checks that every frame has one
    /// outcome.
    /// </summary>
    private async Task<FrameAccounts> AccountAsync(SteadyCamera camera, string encoder, ServiceProcess process)
    {
        await camera.StopAsync();
        if (process.HasEnded)
            await System.StartAsync(encoder);
        await pair.Collector.DrainedAsync(Encoders);
        await System.StopAsync("ingest");
        await Task.WhenAll(Enumerable.Range(0, Encoders).Select(number => System.StopAsync($"encoder-{number}")));
        var account = FrameAccounts.Read(pair.Collector, camera.Name);
        TestContext.Current.TestOutputHelper?.WriteLine(account.ToString());
        account.Accounted.ShouldBe(camera.Captured, account.ToString());
        return account;
    }
}
