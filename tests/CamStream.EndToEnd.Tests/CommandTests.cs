using CamStream.AppHost.Broker;
using CamStream.AppHost.Demo;
using CamStream.AppHost.Encoders;
using CamStream.Testing.Browser;

namespace CamStream.EndToEnd;

/// <summary>
/// The dashboard's commands for resources, besides Aspire's own.
/// </summary>
[Collection<DemoTests>]
public sealed class CommandTests(DemoSystem demo) : SharedSystemTests(demo)
{
    private const string Camera = "pattern-2";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("camstream-own-");

    public override async ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Drain_ends_an_encoder_while_the_other_takes_over_and_start_brings_it_back()
    {
        await using var browser = await Chromium.StartAsync();
        var wall = await Wall.OpenAsync(browser, System);
        await wall.UntilAsync(Camera, "live");
        var encoder = await System.EncoderOfAsync(Camera);
        var process = await System.ProcessAsync(encoder);

        var drained = await System.RunAsync(encoder, DrainCommand.Name);

        drained.Success.ShouldBeTrue(drained.Message);
        drained.Message.ShouldNotBeNull().ShouldMatch(@"^Drained in \d+\.\d s\. Start brings the encoder back\.$");
        process.HasEnded.ShouldBeTrue();
        (await System.EncoderOfAsync(Camera)).ShouldNotBe(encoder);
        await wall.UntilPicturesMoveAsync(Camera);
        (await System.RunAsync(encoder, DrainCommand.Name)).Success.ShouldBeFalse("it has ended");

        await System.StartAsync(encoder);
        await System.ProcessAsync(encoder);
    }

    [Fact]
    public async Task Add_camera_creates_an_account_and_a_file_that_lets_a_camera_publish()
    {
        var added = await AddAsync("lane");

        added.Success.ShouldBeTrue(added.Message);
        var file = Path.Combine(_folder.FullName, "edge.json");
        await File.WriteAllTextAsync(file, added.Data.ShouldNotBeNull().Value, RunningSystem.Cancellation);
        await using (OwnEdge.Start(file))
            await System.PlaylistAsync("lane", segments: 1);

        var again = await AddAsync("lane");
        again.Success.ShouldBeFalse();
        again.Message.ShouldBe("'lane' already has an account. Remove it before you add it again.");
        var bad = await AddAsync("The Lane");
        bad.Success.ShouldBeFalse();
        bad.Message.ShouldNotBeNull().ShouldStartWith("'The Lane' is not a camera id: 1 to 63 of a-z, 0-9 and '-'");
    }

    [Fact]
    public async Task A_camera_that_hangs_is_stalled_and_live_again_when_it_continues()
    {
        try
        {
            await SucceedAsync(HangCommands.Hang);
            await System.UntilStateAsync(Camera, state => state == "stalled", "stalled");
        }
        finally
        {
            await SucceedAsync(HangCommands.GoOn);
        }
        await System.UntilStateAsync(Camera, state => state == "live", "live");
    }

    [Fact]
    public async Task A_camera_that_is_cut_off_is_not_live_until_it_is_let_in_again()
    {
        try
        {
            await SucceedAsync(CutOffCommands.CutOff);
            await System.UntilStateAsync(Camera, state => state != "live", "not live");
        }
        finally
        {
            await SucceedAsync(CutOffCommands.LetIn);
        }
        await System.UntilStateAsync(Camera, state => state == "live", "live");
    }

    private Task<Aspire.Hosting.ApplicationModel.ExecuteCommandResult> AddAsync(string camera) =>
        System.RunAsync("mqtt", AddCameraCommand.Name, (AddCameraCommand.Camera, camera));

    private async Task SucceedAsync(string command)
    {
        var result = await System.RunAsync($"camera-{Camera}", command);
        result.Success.ShouldBeTrue($"{command}: {result.Message}");
    }
}
