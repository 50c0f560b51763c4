using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace CamStream.AppHost.Launch;

/// <summary>The operating-system process of a resource.</summary>
internal static class ResourceProcess
{
    // The orchestrator's name for it in a resource's snapshot.
    private const string IdProperty = "executable.pid";

    /// <summary>The process id of a running resource; null if it is not running.</summary>
    public static int? IdOf(CustomResourceSnapshot snapshot) =>
        snapshot.State?.Text == KnownResourceStates.Running
        && snapshot.Properties.FirstOrDefault(property => property.Name == IdProperty)?.Value is { } id
            ? Convert.ToInt32(id, CultureInfo.InvariantCulture)
            : null;

    /// <summary>The process id of the resource that a command was given for.</summary>
    public static int? IdOf(ExecuteCommandContext command) =>
        command
            .Services.GetRequiredService<ResourceNotificationService>()
            .TryGetCurrentState(command.ResourceName, out var current)
            ? IdOf(current.Snapshot)
            : null;

    /// <summary>Sends a signal, named as in <c>kill -l</c>. Not on Windows.</summary>
    /// <returns>False if there is no such process.</returns>
    public static async Task<bool> SignalAsync(int id, string signal, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", [$"-{signal}", id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
        return kill.ExitCode == 0;
    }
}
