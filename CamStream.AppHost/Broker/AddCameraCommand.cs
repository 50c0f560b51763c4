using CamStream.Accounts;
using CamStream.Frames;

namespace CamStream.AppHost.Broker;

/// <summary>
/// Creates an account for a camera at this run's broker, and shows the camera's <c>edge.json</c>.
/// </summary>
internal static class AddCameraCommand
{
    public const string Name = "add-camera";

    /// <summary>The name of the command's argument: the camera's name.</summary>
    public const string Camera = "camera";

    public static IResourceBuilder<T> WithAddCameraCommand<T>(this IResourceBuilder<T> broker, BrokerAccounts accounts)
        where T : IResourceWithEndpoints =>
        broker.WithCommand(
            Name,
            "Add a camera…",
            context => Task.FromResult(Add(context, accounts, broker.Resource)),
            new CommandOptions
            {
                Description = "Create an account for a camera of your own, and show its edge.json.",
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
            return CommandResults.Failure($"'{camera}' already has an account: it is one of this run's own.");
        try
        {
            var port = broker.GetEndpoint(MqttBroker.Plain).Port;
            var file = EdgeFile.For(camera, accounts.Own.AddCamera(camera), port);
            return CommandResults.Success(
                $"{camera} can sign in. Save this as its edge.json; the password is not shown again. "
                    + $"A camera on another machine reaches this broker through ssh -R {port}:localhost:{port}.",
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
