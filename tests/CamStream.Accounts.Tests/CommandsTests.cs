using System.Text.Json.Nodes;

namespace CamStream.Accounts;

public sealed class CommandsTests : IDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("camstream-accounts-");

    private AccountsFolder Folder => new(In("accounts"));

    public void Dispose() => _parent.Delete(recursive: true);

    [Fact]
    public async Task The_configuration_of_a_new_camera_is_readable_by_its_owner_only()
    {
        File.WriteAllText(In("edge.json"), "of before, for everybody");

        (await RunAsync("camera", "add", "garden", "--output", In("edge.json"))).ShouldBe(0);

        var file = JsonNode.Parse(File.ReadAllText(In("edge.json")))!;
        file["Edge"]!["Camera"]!.GetValue<string>().ShouldBe("garden");
        file["Mqtt"]!["Password"]!.GetValue<string>().Length.ShouldBe(24);
        new FileInfo(In("edge.json")).UnixFileMode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Folder.Cameras.ShouldBe(["garden"]);
    }

    [Theory]
    [InlineData("garden")]
    [InlineData("Garden")]
    [InlineData("porch", "--cluster")]
    public async Task Without_a_new_account_the_file_is_unchanged(string camera, params string[] options)
    {
        (await RunAsync("camera", "add", "garden", "--output", In("edge.json"))).ShouldBe(0);
        var before = File.ReadAllText(In("edge.json"));

        (await RunAsync(["camera", "add", camera, "--output", In("edge.json"), .. options])).ShouldBe(1);

        File.ReadAllText(In("edge.json")).ShouldBe(before);
        Folder.Cameras.ShouldBe(["garden"]);
    }

    [Fact]
    public async Task If_the_file_cannot_be_written_no_account_and_no_password_remain()
    {
        Directory.CreateDirectory(In("edge.json"));

        (await RunAsync("camera", "add", "garden", "--output", In("edge.json"))).ShouldBe(1);

        Folder.Cameras.ShouldBeEmpty();
        _parent.GetFileSystemInfos().Select(entry => entry.Name).ShouldBe(["accounts", "edge.json"], ignoreOrder: true);
    }

    private string In(string name) => Path.Combine(_parent.FullName, name);

    private Task<int> RunAsync(params string[] arguments) =>
        Commands
            .Create(TimeProvider.System)
            .Parse([.. arguments, "--accounts", In("accounts")])
            .InvokeAsync(cancellationToken: TestContext.Current.CancellationToken);
}
