using System.Diagnostics;
using CamStream.Testing;

namespace CamStream.AppHost.Broker;

/// <summary><c>--Broker=container</c> with a PATH of test programs only.</summary>
public sealed class ContainerEngineTests : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("camstream-engine-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_start_without_any_engine_fails_with_a_message() =>
        (await FailureAsync()).ShouldContain(
            "No container engine answers: docker is not installed; podman is not installed. "
                + "Start one, or use --broker local."
        );

    [Fact]
    public async Task A_start_with_a_failing_engine_fails_with_the_engines_message()
    {
        await AddAsync("docker", "echo 'Cannot connect to the Docker daemon.' >&2; exit 1");

        (await FailureAsync()).ShouldContain(
            "No container engine answers: docker says 'Cannot connect to the Docker daemon.';"
        );
    }

    [Fact]
    public async Task A_start_with_an_engine_too_old_for_the_orchestrator_fails_with_a_message()
    {
        await AddAsync("docker", "echo 20.10.24+dfsg1");

        (await FailureAsync()).ShouldContain(
            "docker is version 20.10.24+dfsg1, but the orchestrator needs 25 or newer; podman "
        );
    }

    [Fact]
    public async Task A_start_with_a_hanging_engine_fails_and_ends_its_command()
    {
        var id = Path.Combine(_folder.FullName, "id");
        await AddAsync("docker", $"echo $$ >{id}; exec /usr/bin/tail -f /dev/null");

        (await FailureAsync()).ShouldContain(
            "No container engine answers: docker does not answer within 10 s; podman is not installed."
        );

        var hung = (await File.ReadAllTextAsync(id, Cancellation)).Trim();
        Directory.Exists($"/proc/{hung}").ShouldBeFalse();
    }

    [Fact]
    public async Task Only_the_configured_engine_is_asked()
    {
        await AddAsync("docker", "echo 28.2.2");

        (await FailureAsync(("ASPIRE_CONTAINER_RUNTIME", "podman"))).ShouldContain(
            "No container engine answers: podman is not installed. Start one,"
        );
    }

    private async Task AddAsync(string program, string script)
    {
        var path = Path.Combine(_folder.FullName, program);
        await File.WriteAllTextAsync(path, $"#!/bin/sh\n{script}\n", Cancellation);
        using var chmod = Process.Start("chmod", ["+x", path]);
        await chmod.WaitForExitAsync(Cancellation);
    }

    /// <returns>What the AppHost writes to standard error before it fails.</returns>
    private async Task<string> FailureAsync(params (string Name, string Value)[] environment)
    {
        string[] arguments =
        [
            Repository.Program("CamStream.AppHost"),
            "--Broker=container",
            "--Cameras=0",
            "--Port=0",
            $"--Accounts={_folder}/accounts",
        ];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PATH"] = _folder.FullName, ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true" },
        };
        start.Environment.Remove("ASPIRE_CONTAINER_RUNTIME");
        start.Environment.Remove("DOTNET_ASPIRE_CONTAINER_RUNTIME");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(_limit);
        using var host = Process.Start(start)!;
        using var killed = limit.Token.Register(() => host.Kill(entireProcessTree: true));
        var said = host.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = await host.StandardError.ReadToEndAsync(CancellationToken.None);
        await host.WaitForExitAsync(CancellationToken.None);
        limit.Token.ThrowIfCancellationRequested();

        host.ExitCode.ShouldNotBe(0, errors);
        (await said).ShouldNotContain("Starting DCP");
        return errors;
    }
}
