using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace CamStream.AppHost.Broker;

/// <summary>Whether containers can run here. The engine's own command is asked, as the orchestrator asks it.</summary>
internal static class ContainerEngine
{
    // Where none is configured, the orchestrator takes the one of these that answers.
    private static readonly string[] _known = ["docker", "podman"];

    // The oldest of Docker's command that the orchestrator takes; Debian 12 has 20.10. Of Podman's it takes any.
    private const int OldestDocker = 25;

    // The orchestrator waits as long.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    public static bool Answers(IConfiguration configuration) =>
        Task.Run(() => AskAsync(configuration, CancellationToken.None)).GetAwaiter().GetResult().Contains(null);

    /// <returns>Why no engine can be used, and what to do; null where one answers.</returns>
    public static async Task<string?> ProblemAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        var problems = await AskAsync(configuration, cancellationToken);
        return problems.Contains(null) ? null : $"No container engine answers: {string.Join("; ", problems)}. Start one, or use --broker local.";
    }

    /// <returns>What is wrong with each engine; null of one that answers.</returns>
    private static Task<string?[]> AskAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        var configured = configuration["ASPIRE_CONTAINER_RUNTIME"] ?? configuration["DOTNET_ASPIRE_CONTAINER_RUNTIME"];
        return Task.WhenAll((configured is null ? _known : [configured]).Select(command => AskAsync(command, cancellationToken)));
    }

    private static async Task<string?> AskAsync(string command, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_patience);
        using var engine = Start(command);
        if (engine is null) return $"{command} is not installed";
        try
        {
            var output = engine.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = engine.StandardError.ReadToEndAsync(patience.Token);
            await engine.WaitForExitAsync(patience.Token);
            return engine.ExitCode == 0 ? Problem(command, (await output).Trim()) : $"{command} says '{(await errors).Trim()}'";
        }
        catch (OperationCanceledException)
        {
            engine.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            return $"{command} says nothing for {_patience.TotalSeconds:0} s";
        }
    }

    private static string? Problem(string command, string version) =>
        Path.GetFileName(command) == "docker" && int.TryParse(version.Split('.')[0], CultureInfo.InvariantCulture, out var major) && major < OldestDocker
            ? $"{command} is version {version}, and the orchestrator needs {OldestDocker} or newer"
            : null;

    private static Process? Start(string command)
    {
        try
        {
            // It fails where the engine behind the command does not answer.
            return Process.Start(new ProcessStartInfo(command, ["version", "--format", "{{.Client.Version}}"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
        }
        catch (Win32Exception)
        {
            return null; // not installed
        }
    }
}
