using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace CamStream.EndToEnd;

/// <summary>
/// Machines on which the system cannot start: the AppHost prints a clear sentence, returns an exit
/// code, and leaves nothing behind.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class BadInputTests : IDisposable
{
    private const string OtherRun = "Is another CamStream running? Stop it, or use --port 0 for free ports.";
    private const string NoMosquitto =
        "Mosquitto is not installed. Install it (on Debian or Ubuntu: sudo apt-get install mosquitto), "
        + "or start a container engine.";

    private const UnixFileMode Read =
        UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("camstream-bad-");
    private readonly TcpListener _other = new(IPAddress.Loopback, 0);

    private string Accounts => Path.Combine(_folder.FullName, "broker");

    public void Dispose()
    {
        _other.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task An_occupied_port_of_the_page_is_reported()
    {
        var port = Occupy();
        await ShouldRefuseAsync(
            AppHostProgram.Start(Accounts, [$"--Port={port}"]),
            $"Port {port}, for the page, is in use. Choose another with --port, or use --port 0 for free ports."
        );
    }

    [Theory]
    [InlineData("ASPNETCORE_URLS")]
    [InlineData("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL")]
    [InlineData("ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL")]
    public async Task An_occupied_port_of_the_dashboard_is_reported(string url)
    {
        var port = Occupy();
        var start = AppHostProgram.Start(Accounts, [$"--Port={AppHostProgram.FreePort()}"]);
        start.Environment[url] = $"http://localhost:{port}";
        await ShouldRefuseAsync(start, $"Port {port}, for the dashboard, is in use. {OtherRun}");
    }

    [Fact]
    public async Task A_second_run_is_refused_and_the_first_one_continues()
    {
        var port = AppHostProgram.FreePort();
        var start = AppHostProgram.Start(Accounts, [$"--Port={port}"]);
        await using var first = await AppHostProgram.StartAsync(start);

        var second = AppHostProgram.Start(Path.Combine(_folder.FullName, "second"), [$"--Port={port}"]);
        second.Environment["ASPNETCORE_URLS"] = start.Environment["ASPNETCORE_URLS"];
        var refused = await AppHostProgram.RunAsync(second);

        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain($"Port {port}, for the page, is in use.");
        refused.Error.ShouldContain(OtherRun);
        refused.Left.ShouldBeEmpty();
        using var http = new HttpClient();
        var page = await http.GetStringAsync(new Uri($"http://localhost:{port}/"), RunningSystem.Cancellation);
        page.ShouldContain("CamStream");
    }

    [Fact]
    public async Task Without_ffmpeg_the_message_says_what_to_install()
    {
        var start = AppHostProgram.Start(Accounts, ["--Port=0"]);
        start.Environment["PATH"] = _folder.FullName;
        await ShouldRefuseAsync(
            start,
            "ffmpeg is not on the PATH. Install it; on Debian or Ubuntu: sudo apt-get install ffmpeg"
        );
    }

    /// <summary>
    /// Runs in a mount namespace in which the folders of servers are empty.
    /// </summary>
    [Fact]
    public async Task Without_Mosquitto_the_message_says_what_to_install()
    {
        const string Hide = """
            for folder in /usr/sbin /usr/local/sbin; do mount -t tmpfs tmpfs "$folder" || exit 99; done
            exec "$0" "$@"
            """;
        var start = AppHostProgram.Start(Accounts, ["--Port=0"]);
        string[] view = ["--map-root-user", "--mount", "sh", "-c", Hide, start.FileName, .. start.ArgumentList];
        var hidden = new ProcessStartInfo("unshare", view)
        {
            WorkingDirectory = start.WorkingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in start.Environment)
            hidden.Environment[name] = value;
        var ended = await AppHostProgram.RunAsync(hidden);
        var isAllowed = ended.ExitCode != 99 && !ended.Error.StartsWith("unshare:", StringComparison.Ordinal);
        Assert.SkipUnless(isAllowed, "This machine allows no view of its own.");
        ShouldBeRefused(ended, NoMosquitto);
    }

    [Fact]
    public async Task Artifacts_that_are_not_a_folder_are_reported()
    {
        var file = Path.Combine(_folder.FullName, "artifacts");
        await File.WriteAllTextAsync(file, "", RunningSystem.Cancellation);
        var ended = await AppHostProgram.RunAsync(AppHostProgram.Start(Path.Combine(file, "broker"), ["--Port=0"]));
        ended.ExitCode.ShouldBe(1);
        ended.Error.ShouldStartWith($"A run cannot write to the folder {file}/broker: ");
        ended.Left.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_program_that_is_not_built_is_reported()
    {
        var copy = Path.Combine(_folder.FullName, "bin/CamStream.AppHost/debug");
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.EnumerateFiles(Repository.Output("CamStream.AppHost")))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }
        await ShouldRefuseAsync(
            AppHostProgram.Start(Accounts, ["--Port=0"], Path.Combine(copy, "CamStream.AppHost")),
            $"{_folder.FullName}/bin/CamStream.Encoder/debug/CamStream.Encoder is missing. "
                + "Build it first: dotnet build CamStream.slnx"
        );
    }

    [Theory]
    [InlineData("run")]
    [InlineData("test")]
    [InlineData("bench")]
    public async Task The_script_reports_artifacts_that_are_not_a_folder(string command)
    {
        var root = Script();
        await File.WriteAllTextAsync(Path.Combine(root, "artifacts"), "", RunningSystem.Cancellation);
        await ShouldFailAsync(
            [$"{root}/camstream", command],
            root,
            $"camstream: {root}/artifacts is not a folder, and builds write into it. "
                + "Move it away: mv artifacts artifacts.old"
        );
    }

    [Fact]
    public async Task The_script_reports_artifacts_that_are_not_writable()
    {
        var root = Script();
        Directory.CreateDirectory(Path.Combine(root, "artifacts"), Read);
        File.SetUnixFileMode(_folder.FullName, Read | UnixFileMode.UserWrite);
        // Root may write everywhere.
        var isRoot = Environment.UserName == "root";
        string[] user = isRoot
            ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "env", "HOME=/tmp"]
            : [];
        var name = isRoot ? "nobody" : Environment.UserName;
        await ShouldFailAsync(
            [.. user, $"{root}/camstream", "run"],
            root,
            $"camstream: {root}/artifacts is not writable. Make it writable for {name}, or delete it"
        );
    }

    private int Occupy()
    {
        _other.Start();
        return ((IPEndPoint)_other.LocalEndpoint).Port;
    }

    private async Task ShouldRefuseAsync(ProcessStartInfo start, string sentence) =>
        ShouldBeRefused(await AppHostProgram.RunAsync(start), sentence);

    private void ShouldBeRefused(AppHostProgram.Ending ended, string sentence)
    {
        ended.Error.Trim().ShouldBe(sentence);
        ended.ExitCode.ShouldBe(1);
        ended.Left.ShouldBeEmpty();
        if (Directory.Exists(Accounts))
            Directory.EnumerateFileSystemEntries(Accounts).ShouldBeEmpty();
    }

    private string Script()
    {
        var root = Path.Combine(_folder.FullName, "clone");
        Directory.CreateDirectory(root);
        File.Copy(Path.Combine(Repository.Root, "camstream"), Path.Combine(root, "camstream"));
        return root;
    }

    private static async Task ShouldFailAsync(string[] command, string folder, string sentence)
    {
        using var script = Process.Start(
            new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = folder, RedirectStandardError = true }
        )!;
        try
        {
            var error = await Wait.ForAsync("the script to refuse", script.StandardError.ReadToEndAsync);
            await Wait.ForAsync("the script to end", script.WaitForExitAsync);
            error.Trim().ShouldBe(sentence);
            script.ExitCode.ShouldBe(1);
        }
        finally
        {
            if (!script.HasExited)
                script.Kill(entireProcessTree: true);
        }
    }
}
