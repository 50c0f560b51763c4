using CamStream.Testing.Browser;
using CamStream.Testing.Otlp;

namespace CamStream.EndToEnd;

/// <summary>What viewers see of an encoder that goes while another is there: in our page, in hls.js with its defaults, and in ffmpeg.</summary>
public class EncoderChangeTests
{
    private const string Garden = "garden";
    private const int Encoders = 2;

    // Pictures on the way in players that are some segments behind.
    private const int Enough = 120;

    private static readonly TimeSpan _segment = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Of_an_encoder_that_drains_nobody_sees_anything_and_no_frame_is_missing()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var system = await RunningSystem.StartAsync(cameras: 0, Encoders, collector.Url);
        await using var camera = await SteadyCamera.StartAsync(system, Garden);
        await system.PlaylistAsync(Garden, segments: 5);
        await using var ffmpeg = FfmpegPlayer.Start(system, Garden);
        await using var browser = await Chromium.StartAsync();
        var (wall, plain) = await OpenAsync(browser, system);
        var (restarts, stalls) = (await wall.DebugAsync<int>(Garden, "restarts"), await wall.DebugAsync<int>(Garden, "stalls"));
        await wall.WatchWaitsAsync(Garden);
        await plain.ForgetAsync();

        var encoder = await system.EncoderOfAsync(Garden);
        var process = ServiceProcess.Find(encoder, collector.Url);
        await process.SignalAsync("TERM");
        await process.EndedAsync();
        (await system.EncoderOfAsync(Garden)).ShouldNotBe(encoder);
        await ffmpeg.UntilAsync(camera.Captured);
        await plain.UntilMoreAsync(Enough);
        await wall.UntilPicturesMoveAsync(Garden);

        (await wall.DebugAsync<int>(Garden, "stalls")).ShouldBe(stalls);
        (await wall.LongestWaitAsync()).ShouldBeLessThan(_segment); // Chromium calls back once a second for a page behind another one
        (await wall.DebugAsync<int>(Garden, "restarts")).ShouldBe(restarts);
        (await plain.ErrorsAsync()).ShouldBeEmpty();
        (await plain.WaitsAsync()).ShouldBe(0);
        (await plain.LongestAsync()).ShouldBeLessThan(_segment);
        var numbers = ffmpeg.Numbers;
        ffmpeg.Broken.ShouldBe(0);
        numbers.ShouldBe(Enumerable.Range((int)numbers[0], numbers.Count).Select(number => (long)number));

        var account = await AccountAsync(collector, system, camera, encoder, process);
        // The queue of an encoder that is only starting may be too short for what comes meanwhile.
        account.Accounted.ShouldBe(account.Delivered + account.Of("encoder_queue"), account.ToString());
    }

    [Fact]
    public async Task When_an_encoder_is_killed_pictures_move_again_within_five_seconds()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var system = await RunningSystem.StartAsync(cameras: 0, Encoders, collector.Url);
        await using var camera = await SteadyCamera.StartAsync(system, Garden);
        await GoesOnAsync(system, collector, camera, "KILL");
    }

    /// <summary>A node that is lost says nothing; this one comes back.</summary>
    [Fact]
    public async Task When_an_encoder_is_silent_pictures_move_again_within_five_seconds_and_all_frames_are_accounted_for()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var system = await RunningSystem.StartAsync(cameras: 0, Encoders, collector.Url);
        await using var camera = await SteadyCamera.StartAsync(system, Garden, large: true);
        var (encoder, processes) = await GoesOnAsync(system, collector, camera, "STOP");
        foreach (var process in processes) await process.SignalAsync("CONT");
        await AccountAsync(collector, system, camera, encoder, processes[^1]);
    }

    private static async Task<(string Encoder, IReadOnlyList<ServiceProcess> Processes)> GoesOnAsync(RunningSystem system, OtlpReceiver collector, SteadyCamera camera, string signal)
    {
        await system.PlaylistAsync(Garden, segments: 5);
        await using var ffmpeg = FfmpegPlayer.Start(system, Garden);
        await using var browser = await Chromium.StartAsync();
        var (wall, plain) = await OpenAsync(browser, system);
        await ffmpeg.UntilAsync(0);
        var restarts = await wall.DebugAsync<int>(Garden, "restarts");
        await plain.ForgetAsync();
        await wall.WatchWaitsAsync(Garden);

        var encoder = await system.EncoderOfAsync(Garden);
        var process = ServiceProcess.Find(encoder, collector.Url);
        ServiceProcess[] processes = [.. process.Children("ffmpeg"), process]; // it would end them
        foreach (var one in processes) await one.SignalAsync(signal);
        while (await system.EncoderOfAsync(Garden) == encoder)
        {
        }
        await ffmpeg.UntilAsync(camera.Captured);
        await plain.UntilMoreAsync(Enough);
        await wall.UntilPicturesMoveAsync(Garden, pictures: 30);

        var (ours, theirs) = (await wall.LongestWaitAsync(), await plain.LongestAsync());
        TestContext.Current.TestOutputHelper?.WriteLine($"Longest without a new picture: our page {ours.TotalSeconds:F2} s, hls.js {theirs.TotalSeconds:F2} s, ffmpeg {ffmpeg.LongestWait.TotalSeconds:F2} s. Errors of hls.js: {string.Join(", ", await plain.ErrorsAsync())}");
        ours.ShouldBeLessThanOrEqualTo(_longest);
        theirs.ShouldBeLessThanOrEqualTo(_longest);
        ffmpeg.LongestWait.ShouldBeLessThanOrEqualTo(_longest);
        (await wall.DebugAsync<int>(Garden, "restarts")).ShouldBe(restarts);
        (await plain.ErrorsAsync()).ShouldAllBe(error => !error.EndsWith("(fatal)") && !error.Contains(" 400 "));
        return (encoder, processes);
    }

    /// <summary>Our page and a plain player, both playing.</summary>
    private static async Task<(Wall Wall, PlainPlayer Plain)> OpenAsync(Chromium browser, RunningSystem system)
    {
        var wall = await Wall.OpenAsync(browser, system);
        var plain = await PlainPlayer.OpenAsync(browser, system, Garden);
        await wall.UntilAsync(Garden, "live");
        await plain.UntilMoreAsync(Enough);
        return (wall, plain);
    }

    /// <summary>The camera stops, the encoder that went is back, and every frame has one outcome.</summary>
    private static async Task<FrameAccounts> AccountAsync(OtlpReceiver collector, RunningSystem system, SteadyCamera camera, string encoder, ServiceProcess process)
    {
        await camera.StopAsync();
        if (process.HasEnded) await system.StartAsync(encoder);
        await collector.DrainedAsync(Encoders);
        await system.StopAsync("ingest");
        for (var number = 0; number < Encoders; number++) await system.StopAsync($"encoder-{number}");
        var account = FrameAccounts.Read(collector, Garden);
        TestContext.Current.TestOutputHelper?.WriteLine(account.ToString());
        account.Accounted.ShouldBe(camera.Captured, account.ToString());
        return account;
    }
}
