using CamStream.Frames.Configuration;

namespace CamStream.Ingest.Intake;

/// <summary>Adds the checks that every frame passes.</summary>
internal static class IntakeExtensions
{
    public static void AddIntake(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<IntakeOptions>().BindConfiguration(IntakeOptions.Section).ValidateOnStart();
        builder.Services.AddValidator(IntakeOptions.Section, new IntakeOptionsValidator());
        builder.Services.AddSingleton<IntakeLog>();
        builder.Services.AddSingleton<FrameIntake>();
    }
}
