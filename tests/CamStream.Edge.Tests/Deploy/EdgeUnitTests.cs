using System.Diagnostics;
using CamStream.Frames.Mqtt;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CamStream.Edge.Deploy;

/// <summary>
/// Checks the service and its configuration with systemd and with the program.
/// </summary>
public sealed class EdgeUnitTests
{
    // docs/deploy.md, "What the service does".
    private static readonly string[] _promised =
    [
        "LoadCredential",
        "Restart",
        "RestartSec",
        "WatchdogSec",
        "MemoryMax",
    ];

    private static string Unit => Path.Combine(EdgeInstall.Source, "camstream-edge.service");

    [Fact]
    public async Task Systemd_understands_the_unit()
    {
        using var install = new EdgeInstall();
        var unit = install.Write(
            "camstream-edge.service",
            (await File.ReadAllTextAsync(Unit, TestContext.Current.CancellationToken)).Replace(
                "/usr/local/bin/camstream-edge",
                "/bin/true",
                StringComparison.Ordinal
            )
        ); // a program that exists here

        (await AnalyzeAsync("verify", "--man=no", "--recursive-errors=no", unit)).ShouldBe((0, ""));
    }

    [Fact]
    public async Task The_unit_has_only_the_permissions_that_a_camera_needs()
    {
        var (exitCode, output) = await AnalyzeAsync("security", "--offline=true", "--threshold=20", Unit);

        exitCode.ShouldBe(0, output); // an exposure level of at most 2.0 of 10
    }

    [Fact]
    public async Task The_unit_is_restarted_watched_limited_and_given_its_password() =>
        (await File.ReadAllLinesAsync(Unit, TestContext.Current.CancellationToken))
            .Where(line => _promised.Any(setting => line.StartsWith($"{setting}=", StringComparison.Ordinal)))
            .ShouldBe([
                "LoadCredential=edge.json:/etc/camstream/edge.json",
                "Restart=always",
                "RestartSec=5",
                "WatchdogSec=30",
                "MemoryMax=64M",
            ]);

    [Fact]
    public async Task The_limit_of_the_heap_is_in_the_format_that_the_native_program_reads() =>
        (await File.ReadAllLinesAsync(Unit, TestContext.Current.CancellationToken))
            .Single(line => line.Contains("HeapHardLimit", StringComparison.Ordinal))
            .ShouldBe("Environment=DOTNET_GCHeapHardLimit=1800000"); // it ignores a number with 0x

    [Fact]
    public void The_program_reads_the_shipped_configuration()
    {
        using var host = EdgeHost.CreateBuilder(["--config", Path.Combine(EdgeInstall.Source, "edge.json")]).Build();

        host.Services.GetRequiredService<IStartupValidator>().Validate();
        var (edge, broker) = (
            host.Services.GetRequiredService<IOptions<EdgeOptions>>().Value,
            host.Services.GetRequiredService<IOptions<BrokerOptions>>().Value
        );
        (edge.Camera, edge.Source, edge.Width, edge.Height, edge.FramesPerSecond).ShouldBe(
            ("front-door", "rpicam", 640, 480, 15)
        );
        (broker.Host, broker.Port, broker.Tls).ShouldBe(("broker.example", 8883, true));
    }

    private static async Task<(int ExitCode, string Output)> AnalyzeAsync(params string[] arguments)
    {
        var info = new ProcessStartInfo("systemd-analyze", ["--no-pager", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Start(info);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await error);
    }

    private static Process Start(ProcessStartInfo info)
    {
        try
        {
            return Process.Start(info)!;
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            throw new InvalidOperationException("systemd-analyze is missing: apt-get install systemd", failure);
        }
    }
}
