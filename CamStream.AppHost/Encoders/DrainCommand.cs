using System.Diagnostics;
using CamStream.AppHost.Launch;
using Microsoft.Extensions.DependencyInjection;

namespace CamStream.AppHost.Encoders;

/// <summary>
/// Drains an encoder as Kubernetes does before it replaces one: sends SIGTERM, then waits for the
/// end.
/// </summary>
internal static class DrainCommand
{
    public const string Name = "drain";

    // Longer than an encoder may take to drain (Drain:Seconds, 20).
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    public static IResourceBuilder<ProjectResource> WithDrainCommand(
        this IResourceBuilder<ProjectResource> encoder,
        bool isOnlyOne
    ) =>
        encoder.WithCommand(
            Name,
            "Drain",
            context => DrainAsync(context, encoder.Resource.Name),
            new CommandOptions
            {
                Description =
                    "Tell the encoder to stop. It first hands its cameras to another encoder, "
                    + "and viewers notice nothing.",
                ConfirmationMessage = isOnlyOne
                    ? "Drain the only encoder? No other can take its cameras: pictures stop until you start it again."
                    : "Drain this encoder? It hands its cameras to another encoder and stops.",
                IconName = "ArrowExit",
                IsHighlighted = true,
                UpdateState = context =>
                    !OperatingSystem.IsWindows() && ResourceProcess.IdOf(context.ResourceSnapshot) is not null
                        ? ResourceCommandState.Enabled
                        : ResourceCommandState.Disabled,
            }
        );

    private static async Task<ExecuteCommandResult> DrainAsync(ExecuteCommandContext context, string encoder)
    {
        if (
            ResourceProcess.IdOf(context) is not { } id
            || !await ResourceProcess.SignalAsync(id, "TERM", context.CancellationToken)
        )
        {
            return CommandResults.Failure("The encoder is not running.");
        }

        var started = Stopwatch.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        limit.CancelAfter(_limit);
        try
        {
            await context
                .Services.GetRequiredService<ResourceNotificationService>()
                .WaitForResourceAsync(
                    encoder,
                    now => now.ResourceId == context.ResourceName && ResourceProcess.IdOf(now.Snapshot) != id,
                    limit.Token
                );
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            return CommandResults.Failure(
                $"The encoder is still draining after {_limit.TotalSeconds} s. Its log says what it waits for."
            );
        }

        return CommandResults.Success(
            $"Drained in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s. Start brings the encoder back."
        );
    }
}
