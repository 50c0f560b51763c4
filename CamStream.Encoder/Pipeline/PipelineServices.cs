using CamStream.Encoder.FFmpeg;
using CamStream.Encoder.Telemetry;
using CamStream.Encoder.Timeline;
using Microsoft.Extensions.Options;

namespace CamStream.Encoder.Pipeline;

/// <summary>The pipelines' place in the service.</summary>
internal static class PipelineServices
{
    /// <summary>Registers what pipelines are made of.</summary>
    public static IServiceCollection AddPipelines(this IServiceCollection services)
    {
        services.AddOptions<TimelineOptions>().BindConfiguration(TimelineOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TimelineOptions>, TimelineOptionsValidator>();
        services.AddOptions<PipelineOptions>().BindConfiguration(PipelineOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PipelineOptions>, PipelineOptionsValidator>();
        services.AddOptions<EncoderOptions>().BindConfiguration("Encoder").ValidateOnStart();
        services.AddSingleton<IValidateOptions<EncoderOptions>, EncoderOptionsValidator>();
        services.AddSingleton<StartH264Encoder>(provider =>
        {
            var (options, time) = (provider.GetRequiredService<IOptions<EncoderOptions>>().Value, provider.GetRequiredService<TimeProvider>());
            var logger = provider.GetRequiredService<ILogger<H264Encoder>>();
            return session => H264Encoder.Start(session, options, logger, time);
        });
        services.AddSingleton<EncoderMetrics>();
        services.AddSingleton<CameraPipelineFactory>();
        return services;
    }
}
