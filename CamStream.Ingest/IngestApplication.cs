using CamStream.Ingest.Broker;
using CamStream.Ingest.Cameras;
using CamStream.Ingest.Feeds;
using CamStream.Ingest.Intake;

namespace CamStream.Ingest;

/// <summary>Ingest, put together.</summary>
internal static class IngestApplication
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.AddServiceDefaults();
        builder.AddBroker();
        builder.AddIntake();
        builder.AddCameras();
        builder.AddFeeds();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapCameras();
        return app;
    }
}
