using System.Diagnostics;
using System.Runtime.Versioning;

namespace CamStream.Edge.Deploy;

/// <summary>
/// <c>deploy/edge/publish</c> if it cannot do its work, on a system that has only the programs
/// named here. <c>NativeEdgeTests</c> shows that it can.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class EdgePublishTests : IDisposable
{
    private static readonly string[] _ordinary = ["bash", "cat", "dirname", "env", "grep", "id", "uname"];

    private readonly DirectoryInfo _programs = Directory.CreateTempSubdirectory("camstream-publish-");

    public EdgePublishTests()
    {
        foreach (var program in _ordinary)
            Link(program);
    }

    public void Dispose() => _programs.Delete(recursive: true);

    [Theory]
    [InlineData("--fast", "publish: unknown option '--fast'")]
    [InlineData("--to", "publish: --to needs a value")]
    [InlineData("--for linux-mips", "publish: --for is 'linux-mips', but must be linux-arm64 or linux-x64")]
    public async Task A_wrong_option_is_named(string options, string expected)
    {
        var (exitCode, output) = await RunAsync(options.Split(' '));

        output.ShouldStartWith(expected);
        exitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Without_the_SDK_it_says_where_to_get_it()
    {
        var (exitCode, output) = await RunAsync();

        output.ShouldBe("publish: the .NET SDK 10 is missing: https://dotnet.microsoft.com/download/dotnet/10.0\n");
        exitCode.ShouldBe(1);
    }

    [Theory]
    [InlineData("x86_64", "linux-arm64", "clang gcc-aarch64-linux-gnu libc6-dev-arm64-cross")]
    [InlineData("x86_64", "linux-x64", "clang")]
    [InlineData("aarch64", "linux-arm64", "clang")]
    [InlineData("riscv64", "linux-x64", "clang gcc-x86-64-linux-gnu libc6-dev-amd64-cross")]
    public async Task Without_permission_to_install_it_names_the_missing_packages_and_the_fallback(
        string machine,
        string system,
        string expected
    )
    {
        await WriteAsync("dotnet", "echo '10.0.100 [/sdk]'");
        File.Delete(Path.Combine(_programs.FullName, "uname"));
        await WriteAsync("uname", $"case $1 in -m) echo {machine} ;; *) echo Linux ;; esac");

        var (exitCode, output) = await RunAsync("--for", system);

        // The script looks for the cross tools' files where Debian puts them, and they may be there
        // on the machine of the tests.
        var missing = File.Exists("/usr/aarch64-linux-gnu/lib/crt1.o")
            ? expected.Replace(" libc6-dev-arm64-cross", "", StringComparison.Ordinal)
            : expected;
        output.ShouldBe(
            $"publish: missing: {missing}. On Debian or Ubuntu: sudo apt-get install {missing}; "
                + "or build the fallback: deploy/edge/publish --self-contained\n"
        );
        exitCode.ShouldBe(1);
    }

    [Fact]
    public async Task A_failed_publish_is_reported_with_its_output()
    {
        await WriteAsync(
            "dotnet",
            "[ \"$1\" = --list-sdks ] && echo '10.0.100 [/sdk]' || { echo 'error CS0000: no'; exit 1; }"
        );
        Link("mkdir");

        var (exitCode, output) = await RunAsync("--self-contained", "--to", Path.Combine(_programs.FullName, "made"));

        output.ShouldContain("error CS0000: no\n");
        output.ShouldEndWith("publish: dotnet publish failed: see above\n");
        exitCode.ShouldBe(1);
    }

    private void Link(string program)
    {
        var found = new[] { "/usr/bin", "/bin" }.Select(folder => Path.Combine(folder, program)).First(File.Exists);
        File.CreateSymbolicLink(Path.Combine(_programs.FullName, program), found);
    }

    private async Task WriteAsync(string program, string body)
    {
        var path = Path.Combine(_programs.FullName, program);
        await File.WriteAllTextAsync(path, $"#!/bin/sh\n{body}\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private async Task<(int ExitCode, string Output)> RunAsync(params string[] options)
    {
        var info = new ProcessStartInfo("bash", [Path.Combine(EdgeInstall.Source, "publish"), .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PATH"] = _programs.FullName },
        };
        using var process = Process.Start(info)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await error);
    }
}
