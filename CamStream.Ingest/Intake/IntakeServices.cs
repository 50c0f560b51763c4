using CamStream.Frames.Configuration;
using CamStream.Ingest.Telemetry;

namespace CamStream.Ingest.Intake;

/// <summary>The checks that every frame passes.</summary>
internal static class IntakeServices
{
    public static void AddIntake(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<IntakeOptions>().BindConfiguration(IntakeOptions.Section).ValidateOnStart();
        builder.Services.AddValidator(IntakeOptions.Section, new IntakeOptionsValidator());
        builder.Services.AddSingleton<IngestMetrics>();
        builder.Services.AddSingleton<IngestTracing>();
        builder.Services.AddSingleton<IntakeLog>();
        builder.Services.AddSingleton<FrameIntake>();
    }
}
