using System.Runtime.Versioning;

namespace CamStream.Edge.Deploy;

[SupportedOSPlatform("linux")]
public sealed class EdgeInstallTests : IDisposable
{
    private static readonly string[] _installed =
    [
        "600 etc/camstream/edge.json",
        "644 etc/systemd/system/camstream-edge.service",
        "etc/systemd/system/multi-user.target.wants/camstream-edge.service -> ../camstream-edge.service",
        "755 usr/local/bin/camstream-edge",
    ];

    private readonly EdgeInstall _install = new();

    public void Dispose() => _install.Dispose();

    [Fact]
    public async Task The_first_installation_writes_all_files_and_says_what_to_do_next()
    {
        var (exitCode, output) = await InstallAsync("first");

        output.ShouldBe(
            """
            install: installed in . Still to do:
              - edit /etc/camstream/edge.json: the camera's name, the broker, the password

            """
        );
        exitCode.ShouldBe(0);
        _install.Files().ShouldBe(_installed);
        _install.Read("usr/local/bin/camstream-edge").ShouldEndWith("first");
        _install.Read("etc/camstream/edge.json").ShouldBe(Shipped("edge.json"));
        _install.Read("etc/systemd/system/camstream-edge.service").ShouldBe(Shipped("camstream-edge.service"));
    }

    [Fact]
    public async Task An_update_replaces_the_program_and_keeps_the_configuration()
    {
        await InstallAsync("first", "--config", _install.Write("mine.json", """{"Edge":{"Camera":"porch"}}"""));
        // 0644 by mistake.
        File.SetUnixFileMode(Path.Combine(_install.Root, "etc/camstream/edge.json"), (UnixFileMode)0x1A4);

        var (exitCode, output) = await InstallAsync("second");

        output.ShouldStartWith("install: installed in . Read its log:");
        exitCode.ShouldBe(0);
        _install.Files().ShouldBe(_installed);
        _install.Read("usr/local/bin/camstream-edge").ShouldEndWith("second");
        _install.Read("etc/camstream/edge.json").ShouldBe("""{"Edge":{"Camera":"porch"}}""");
    }

    [Fact]
    public async Task Named_files_replace_the_installed_ones()
    {
        const string Mine = """{"Mqtt":{"CaFile":"/etc/camstream/ca.crt"}}""";
        await InstallAsync("program");

        (await InstallAsync("program", "--config", _install.Write("mine.json", Mine))).Output.ShouldBe(
            """
            install: installed in . Still to do:
              - copy the certificate of the broker's authority to /etc/camstream/ca.crt

            """
        );
        await InstallAsync("program", "--ca", _install.Write("authority", "certificate"));

        _install.Files().ShouldBe(["644 etc/camstream/ca.crt", .. _installed]);
        _install.Read("etc/camstream/edge.json").ShouldBe(Mine);
        _install.Read("etc/camstream/ca.crt").ShouldBe("certificate");
    }

    [Theory]
    [InlineData(
        "armhf",
        "install: /CamStream.Edge is for arm64, but this system is armhf. Publish the right one: "
            + "dotnet publish CamStream.Edge -p:PublishProfile=linux-arm\n"
    )]
    [InlineData("arm64", "install: /broken is not a program\n", "--program", "broken")]
    [InlineData("arm64", "install: /none does not exist\n", "--config", "none")]
    public async Task A_mistake_is_reported_and_nothing_is_changed(
        string machine,
        string expected,
        params string[] option
    )
    {
        _install.Write("broken", "no program");
        var folder = Path.GetDirectoryName(_install.Root)!;

        var (exitCode, output) = await _install.RunAsync([
            "--arch",
            machine,
            "--program",
            _install.WriteProgram(""),
            .. option.Select((word, at) => at % 2 == 0 ? word : Path.Combine(folder, word)),
        ]);

        output.ShouldBe(expected);
        exitCode.ShouldBe(1);
        _install.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task Uninstalling_leaves_only_the_configuration()
    {
        await InstallAsync("program");

        (await _install.RunAsync("--uninstall")).ShouldBe(
            (0, "install: removed; the configuration is still in /etc/camstream\n")
        );

        _install.Files().ShouldBe(_installed[..1]);
    }

    private Task<(int ExitCode, string Output)> InstallAsync(string program, params string[] options) =>
        _install.RunAsync(["--arch", "arm64", "--program", _install.WriteProgram(program), .. options]);

    private static string Shipped(string file) => File.ReadAllText(Path.Combine(EdgeInstall.Source, file));
}
