using CamStream.Ingest.Api;
using CamStream.Ingest.Broker;
using CamStream.Ingest.Cameras;
using CamStream.Ingest.Forwarding;
using CamStream.Ingest.Intake;
using CamStream.Ingest.Telemetry;

namespace CamStream.Ingest;

/// <summary>Ingest, composed of its features.</summary>
internal static class IngestApplication
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.AddServiceDefaults();
        builder.AddTelemetry();
        builder.AddCameras();
        // Services stop in reverse: first no more frames are taken from the broker, then those that
        // wait are sent.
        builder.AddForwarding();
        builder.AddIntake();
        builder.AddCameraApi();
        builder.AddBroker();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapCameraApi();
        return app;
    }
}
