using CamStream.Encoder.FFmpeg;
using CamStream.Encoder.Telemetry;
using CamStream.Encoder.Timeline;
using CamStream.Frames.Configuration;

namespace CamStream.Encoder.Pipeline;

/// <summary>Registers the pipelines of cameras.</summary>
internal static class PipelineExtensions
{
    /// <summary>Registers the pipelines, with their timeline and H.264 encoders.</summary>
    public static IServiceCollection AddPipelines(this IServiceCollection services)
    {
        services.AddTimeline().AddH264Encoder();
        services.AddOptions<PipelineOptions>().BindConfiguration(PipelineOptions.Section).ValidateOnStart();
        services.AddValidator(PipelineOptions.Section, new PipelineOptionsValidator());
        services.AddSingleton<EncoderMetrics>();
        services.AddSingleton<FrameOutcomes>();
        services.AddSingleton<CameraPipelineFactory>();
        return services;
    }
}
