namespace CamStream.Gateway.Coalescing;

/// <summary>One request to the encoders for any number of viewers.</summary>
internal static class CoalescingExtensions
{
    private const string AnySite = "any-site";

    private static readonly string[] _methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Registers the shared requests and the cache.</summary>
    public static void AddCoalescing(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AnswerCache>();
        builder.Services.AddSingleton<Flights>();
        builder.Services.AddSingleton<MediaEndpoint>();
        // Players on any site may read streams and all their headers, as encoders allow too.
        builder.Services.AddCors(cors =>
            cors.AddPolicy(
                AnySite,
                site => site.AllowAnyOrigin().AllowAnyHeader().WithMethods(_methods).WithExposedHeaders("*")
            )
        );
    }

    /// <summary>Maps playlists and media.</summary>
    public static void MapMedia(this WebApplication app)
    {
        app.UseCors();
        var endpoint = app.Services.GetRequiredService<MediaEndpoint>();
        app.MapMethods(MediaEndpoint.Pattern, _methods, endpoint.AnswerAsync)
            .RequireCors(AnySite)
            // Most requests wait for what they ask, so their durations say nothing. Our own metrics
            // count them.
            .DisableHttpMetrics();
    }
}
