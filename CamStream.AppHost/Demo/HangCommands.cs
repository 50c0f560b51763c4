using CamStream.AppHost.Launch;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CamStream.AppHost.Demo;

/// <summary>Freezes a demo camera's process (SIGSTOP), and lets it continue (SIGCONT).</summary>
internal sealed class HangCommands
{
    public const string Hang = "hang";
    public const string GoOn = "go-on";

    private readonly string _camera;
    private volatile int _hung; // the id of the frozen process

    private HangCommands(string camera) => _camera = camera;

    public static void AddTo(IResourceBuilder<ProjectResource> resource, string camera)
    {
        if (OperatingSystem.IsWindows())
            return;
        var commands = new HangCommands(camera);
        resource
            .WithCommand(
                Hang,
                "Hang",
                commands.HangAsync,
                new CommandOptions
                {
                    Description = "Freeze the camera's process without ending it, as a crashed driver does.",
                    ConfirmationMessage = $"Hang {camera}? Its picture freezes until you choose Go on.",
                    IconName = "Pause",
                    UpdateState = context =>
                        VisibleIf(ResourceProcess.IdOf(context.ResourceSnapshot) is { } id && id != commands._hung),
                }
            )
            .WithCommand(
                GoOn,
                "Go on",
                commands.GoOnAsync,
                new CommandOptions
                {
                    Description = "Let the camera's process continue.",
                    IconName = "Play",
                    UpdateState = context =>
                        VisibleIf(ResourceProcess.IdOf(context.ResourceSnapshot) is { } id && id == commands._hung),
                }
            )
            // A frozen process does not end when asked to.
            .OnInitializeResource(
                (_, initialize, _) =>
                {
                    initialize
                        .Services.GetRequiredService<IHostApplicationLifetime>()
                        .ApplicationStopping.Register(commands.Release);
                    return Task.CompletedTask;
                }
            );
    }

    private static ResourceCommandState VisibleIf(bool canBeGiven) =>
        canBeGiven ? ResourceCommandState.Enabled : ResourceCommandState.Hidden;

    private Task<ExecuteCommandResult> HangAsync(ExecuteCommandContext context) =>
        SignalAsync(
            context,
            "STOP",
            id => id,
            $"{_camera} hangs. Its picture is frozen, and the page says how old it is."
        );

    private Task<ExecuteCommandResult> GoOnAsync(ExecuteCommandContext context) =>
        SignalAsync(context, "CONT", _ => 0, $"{_camera} continues.");

    private async Task<ExecuteCommandResult> SignalAsync(
        ExecuteCommandContext context,
        string signal,
        Func<int, int> hung,
        string result
    )
    {
        if (
            ResourceProcess.IdOf(context) is not { } id
            || !await ResourceProcess.SignalAsync(id, signal, context.CancellationToken)
        )
        {
            return CommandResults.Failure($"{_camera} is not running.");
        }

        _hung = hung(id);
        await context.ShowCommandsAnewAsync();
        return CommandResults.Success(result);
    }

    private void Release()
    {
        if (_hung is not 0 and var id)
            ResourceProcess.SignalAsync(id, "CONT", CancellationToken.None).Wait();
    }
}
