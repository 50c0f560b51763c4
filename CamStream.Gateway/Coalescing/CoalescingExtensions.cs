using CamStream.Frames.Configuration;
using CamStream.Gateway.Encoders;
using CamStream.Gateway.Telemetry;

namespace CamStream.Gateway.Coalescing;

/// <summary>One request to the encoders for any number of viewers.</summary>
internal static class CoalescingExtensions
{
    public static void AddCoalescing(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<CoalescingOptions>().BindConfiguration(CoalescingOptions.Section).ValidateOnStart();
        builder.Services.AddValidator(CoalescingOptions.Section, new CoalescingOptionsValidator());
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ViewerEstimate>();
        builder.Services.AddSingleton<GatewayMetrics>();
        builder.Services.AddSingleton<AnswerCache>();
        builder.Services.AddSingleton<Flights>();
        builder.Services.AddSingleton<RecentCameras>();
        builder.Services.AddSingleton<EncoderOrigin>();
    }
}
