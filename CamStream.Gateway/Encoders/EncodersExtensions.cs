using CamStream.Frames.Configuration;

namespace CamStream.Gateway.Encoders;

/// <summary>The encoders, as the origin of playlists and media.</summary>
internal static class EncodersExtensions
{
    /// <summary>Registers the origin. The cluster itself is registered with YARP.</summary>
    public static void AddEncoders(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<GatewayOptions>().BindConfiguration(GatewayOptions.Section).ValidateOnStart();
        builder.Services.AddValidator(GatewayOptions.Section, new GatewayOptionsValidator());
        builder.Services.AddSingleton<EncoderCluster>();
        builder.Services.AddSingleton<EncoderClient>();
        builder.Services.AddSingleton<TracedFrames>();
        builder.Services.AddSingleton<RecentCameras>();
        builder.Services.AddSingleton<EncoderOrigin>();
    }
}
