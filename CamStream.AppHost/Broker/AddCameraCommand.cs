using CamStream.Accounts;
using CamStream.Frames;

namespace CamStream.AppHost.Broker;

/// <summary>
/// Makes a camera's account at the broker of this run, and shows the file that the camera needs.
/// </summary>
internal static class AddCameraCommand
{
    public const string Name = "add-camera";

    /// <summary>The name of its argument: the camera's.</summary>
    public const string Camera = "camera";

    public static IResourceBuilder<T> WithAddCameraCommand<T>(this IResourceBuilder<T> broker, BrokerAccounts accounts)
        where T : IResourceWithEndpoints =>
        broker.WithCommand(
            Name,
            "Add a camera…",
            context => Task.FromResult(Add(context, accounts, broker.Resource)),
            new CommandOptions
            {
                Description = "Make an account for a camera of your own, and show its edge.json.",
                IconName = "VideoAdd",
                IsHighlighted = true,
                Arguments =
                [
                    new InteractionInput
                    {
                        Name = Camera,
                        Label = "Camera's name",
                        Description = CameraId.Rule,
                        Placeholder = "front-door",
                        InputType = InputType.Text,
                        Required = true,
                    },
                ],
                UpdateState = context =>
                    context.ResourceSnapshot.State?.Text == KnownResourceStates.Running
                        ? ResourceCommandState.Enabled
                        : ResourceCommandState.Disabled,
            }
        );

    private static ExecuteCommandResult Add(
        ExecuteCommandContext context,
        BrokerAccounts accounts,
        IResourceWithEndpoints broker
    )
    {
        var camera = context.Arguments.GetString(Camera) ?? "";
        if (accounts.IsOfThisRun(camera))
            return CommandResults.Failure($"'{camera}' has an account: this run started it.");
        try
        {
            var port = broker.GetEndpoint(MqttBroker.Plain).Port;
            var file = EdgeFile.For(camera, accounts.Own.AddCamera(camera), port);
            return CommandResults.Success(
                $"{camera} may sign in. Save this as its edge.json: the password is shown only now. "
                    + $"A camera elsewhere reaches the broker of this run by ssh -R {port}:localhost:{port}.",
                file,
                CommandResultFormat.Json,
                displayImmediately: true
            );
        }
        catch (Exception refused)
            when (refused is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return CommandResults.Failure(refused.Message);
        }
    }
}
