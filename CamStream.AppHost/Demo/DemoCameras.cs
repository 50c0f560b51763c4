using System.Globalization;
using CamStream.AppHost.Broker;
using CamStream.AppHost.Dashboard;
using CamStream.AppHost.Launch;

namespace CamStream.AppHost.Demo;

/// <summary>
/// Simulated cameras: <c>pattern-1</c>, <c>file-1</c>, <c>pattern-2</c> and so on.
/// </summary>
internal static class DemoCameras
{
    /// <returns>The camera ids; none when publishing.</returns>
    public static IReadOnlyList<string> AddDemoCameras(
        this IDistributedApplicationBuilder builder,
        int count,
        MqttBroker broker
    )
    {
        if (broker.Accounts is not { } accounts || count == 0)
            return [];

        var group = builder.AddCameraGroup();
        List<string> cameras = [];
        DemoVideo? video = null;
        for (var number = 0; number < count; number++)
        {
            var source = number % 2 == 0 ? "pattern" : "file";
            var camera = string.Create(CultureInfo.InvariantCulture, $"{source}-{number / 2 + 1}");
            var edge = builder
                .AddProject<Projects.CamStream_Edge>($"camera-{camera}", launchProfileName: null)
                .AsBuilt()
                .ShownAs(
                    "Video",
                    source == "file"
                        ? "A simulated camera that shows a looped video."
                        : "A simulated camera that draws a test pattern."
                )
                .WithParentRelationship(group)
                .WithEnvironment("Edge__Camera", camera)
                .WithEnvironment("Edge__Source", source)
                .WithEnvironment("Edge__Width", "640")
                .WithEnvironment("Edge__Height", "480")
                .WithEnvironment("Edge__FramesPerSecond", "15")
                .WithBroker(broker, camera);
            if (source == "file")
                (video ??= builder.AddDemoVideo(group)).Play(edge);
            HangCommands.AddTo(edge, camera);
            CutOffCommands.AddTo(edge, camera, accounts);
            cameras.Add(camera);
        }

        return cameras;
    }

    private static IResourceBuilder<CameraGroup> AddCameraGroup(this IDistributedApplicationBuilder builder) =>
        builder
            .AddResource(new CameraGroup("cameras"))
            .ExcludeFromManifest()
            .ShownAs("VideoClipMultiple", "The simulated cameras of this run.")
            .WithInitialState(
                new CustomResourceSnapshot
                {
                    ResourceType = "Cameras",
                    State = KnownResourceStates.Running,
                    Properties = [],
                }
            );
}
