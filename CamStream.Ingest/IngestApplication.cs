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
        // What is added first stops last: first no more frames are taken from the broker, then
        // those that wait go out.
        builder.AddFeeds();
        builder.AddIntake();
        builder.AddCameras();
        builder.AddBroker();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapCameras();
        return app;
    }
}
