using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace CamStream.AppHost.Broker;

/// <summary>
/// Finds out whether containers can run, as the orchestrator does: by asking the engine.
/// </summary>
internal static class ContainerEngine
{
    // The oldest Docker CLI that the orchestrator supports; Debian 12 has 20.10. It supports any
    // Podman.
    private const int OldestDocker = 25;

    // The orchestrator's own limit.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    /// <summary>Whether the configured engine answers; Docker if none is configured.</summary>
    public static bool Answers(IConfiguration configuration)
    {
        var command = Configured(configuration) ?? "docker";
        var asked = Task.Run(() => ProblemAsync(command, CancellationToken.None));
        return asked.GetAwaiter().GetResult() is null;
    }

    /// <returns>Why no engine can be used and what to do; null if one answers.</returns>
    public static async Task<string?> ProblemAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        // If none is configured, the orchestrator uses whichever of these answers.
        string[] commands = Configured(configuration) is { } one ? [one] : ["docker", "podman"];
        var problems = await Task.WhenAll(commands.Select(command => ProblemAsync(command, cancellationToken)));
        return problems.Contains(null)
            ? null
            : $"No container engine answers: {string.Join("; ", problems)}. " + "Start one, or use --broker local.";
    }

    private static string? Configured(IConfiguration configuration) =>
        configuration["ASPIRE_CONTAINER_RUNTIME"] ?? configuration["DOTNET_ASPIRE_CONTAINER_RUNTIME"];

    /// <returns>What is wrong with an engine; null if it answers.</returns>
    private static async Task<string?> ProblemAsync(string command, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_patience);
        using var engine = Start(command);
        if (engine is null)
            return $"{command} is not installed";
        try
        {
            var output = engine.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = engine.StandardError.ReadToEndAsync(patience.Token);
            await engine.WaitForExitAsync(patience.Token);
            return engine.ExitCode == 0
                ? Problem(command, (await output).Trim())
                : $"{command} says '{(await errors).Trim()}'";
        }
        catch (OperationCanceledException)
        {
            engine.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            return $"{command} does not answer within {_patience.TotalSeconds:0} s";
        }
    }

    private static string? Problem(string command, string version) =>
        command == "docker"
        && int.TryParse(version.Split('.')[0], CultureInfo.InvariantCulture, out var major)
        && major < OldestDocker
            ? $"docker is version {version}, but the orchestrator needs {OldestDocker} or newer"
            : null;

    private static Process? Start(string command)
    {
        try
        {
            // The command fails if its engine does not answer.
            string[] arguments = ["version", "--format", "{{.Client.Version}}"];
            return Process.Start(
                new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
            );
        }
        catch (Win32Exception)
        {
            return null; // not installed
        }
    }
}
