using CamStream.Encoder.FFmpeg;
using CamStream.Encoder.Telemetry;
using CamStream.Encoder.Timeline;
using CamStream.Frames.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CamStream.Encoder.Pipeline;

/// <summary>The pipelines' place in the service.</summary>
internal static class PipelineExtensions
{
    /// <summary>Registers what pipelines are made of.</summary>
    public static IServiceCollection AddPipelines(this IServiceCollection services)
    {
        services.AddOptions<TimelineOptions>().BindConfiguration(TimelineOptions.Section).ValidateOnStart();
        services.AddValidator(TimelineOptions.Section, new TimelineOptionsValidator());
        services.AddOptions<PipelineOptions>().BindConfiguration(PipelineOptions.Section).ValidateOnStart();
        services.AddValidator(PipelineOptions.Section, new PipelineOptionsValidator());
        services.AddOptions<EncoderOptions>().BindConfiguration(EncoderOptions.Section).ValidateOnStart();
        services.AddValidator(EncoderOptions.Section, new EncoderOptionsValidator());
        services.AddSingleton<StartH264Encoder>(provider =>
        {
            var (options, time) = (
                provider.GetRequiredService<IOptions<EncoderOptions>>().Value,
                provider.GetRequiredService<TimeProvider>()
            );
            var logger = provider.GetRequiredService<ILogger<H264Encoder>>();
            return session => H264Encoder.Start(session, options, logger, time);
        });
        services.TryAddSingleton<EncoderMetrics>();
        services.AddSingleton<FrameOutcomes>();
        services.AddSingleton<CameraPipelineFactory>();
        return services;
    }
}
