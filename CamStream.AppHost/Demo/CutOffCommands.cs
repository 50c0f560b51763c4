using CamStream.AppHost.Broker;

namespace CamStream.AppHost.Demo;

/// <summary>
/// Cuts a demo camera off from the broker, and lets it in again. The broker removes the camera's
/// account and closes the connection.
/// </summary>
internal static class CutOffCommands
{
    public const string CutOff = "cut-off";
    public const string LetIn = "let-in";

    public static void AddTo(IResourceBuilder<ProjectResource> resource, string camera, BrokerAccounts accounts)
    {
        resource
            .WithCommand(
                CutOff,
                "Cut off",
                context => SetAsync(context, isCutOff: true),
                new CommandOptions
                {
                    Description = "Break the camera's connection to the broker, like a lost Wi-Fi connection.",
                    ConfirmationMessage =
                        $"Cut {camera} off from the broker? It sends nothing until you choose Let in.",
                    IconName = "PlugDisconnected",
                    UpdateState = _ =>
                        accounts.IsCutOff(camera) ? ResourceCommandState.Hidden : ResourceCommandState.Enabled,
                }
            )
            .WithCommand(
                LetIn,
                "Let in",
                context => SetAsync(context, isCutOff: false),
                new CommandOptions
                {
                    Description = "Let the camera sign in at the broker again.",
                    IconName = "PlugConnected",
                    UpdateState = _ =>
                        accounts.IsCutOff(camera) ? ResourceCommandState.Enabled : ResourceCommandState.Hidden,
                }
            );

        async Task<ExecuteCommandResult> SetAsync(ExecuteCommandContext context, bool isCutOff)
        {
            accounts.SetCutOff(camera, isCutOff);
            await context.ShowCommandsAnewAsync();
            return CommandResults.Success(
                isCutOff
                    ? $"{camera} is cut off from the broker. It keeps capturing, and drops what it cannot send."
                    : $"{camera} can sign in again. Its picture is back within seconds."
            );
        }
    }
}
