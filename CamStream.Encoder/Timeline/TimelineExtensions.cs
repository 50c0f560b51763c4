using CamStream.Frames.Configuration;

namespace CamStream.Encoder.Timeline;

/// <summary>Registers the timeline.</summary>
internal static class TimelineExtensions
{
    /// <summary>Registers the options of the timeline.</summary>
    public static IServiceCollection AddTimeline(this IServiceCollection services)
    {
        services.AddOptions<TimelineOptions>().BindConfiguration(TimelineOptions.Section).ValidateOnStart();
        return services.AddValidator(TimelineOptions.Section, new TimelineOptionsValidator());
    }
}
