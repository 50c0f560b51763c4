using CamStream.Frames.Configuration;
using Microsoft.Extensions.Options;

namespace CamStream.Encoder.FFmpeg;

/// <summary>Registers the H.264 encoder.</summary>
internal static class FFmpegExtensions
{
    /// <summary>Registers <see cref="StartH264Encoder"/>, and the options of ffmpeg.</summary>
    public static IServiceCollection AddH264Encoder(this IServiceCollection services)
    {
        services.AddOptions<EncoderOptions>().BindConfiguration(EncoderOptions.Section).ValidateOnStart();
        services.AddValidator(EncoderOptions.Section, new EncoderOptionsValidator());
        services.AddSingleton<StartH264Encoder>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<EncoderOptions>>().Value;
            var time = provider.GetRequiredService<TimeProvider>();
            var logger = provider.GetRequiredService<ILogger<H264Encoder>>();
            return session => H264Encoder.Start(session, options, logger, time);
        });
        return services;
    }
}
