using CamStream.Encoder.Telemetry;
using CamStream.Frames.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CamStream.Encoder.Hls;

/// <summary>The HLS origin's place in the service.</summary>
internal static class HlsEndpoints
{
    private static readonly string[] _read = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>
    /// Registers the origin; an <see cref="ILiveStreams"/> must be registered beside it.
    /// </summary>
    public static IServiceCollection AddHls(this IServiceCollection services)
    {
        services.AddOptions<HlsOptions>().BindConfiguration(HlsOptions.Section).ValidateOnStart();
        services.AddValidator(HlsOptions.Section, new HlsOptionsValidator());
        services.TryAddSingleton<EncoderMetrics>();
        services.AddSingleton<HlsOrigin>();
        return services;
    }

    /// <summary>
    /// Maps <c>/hls/{camera}/…</c>: playlists, init sections, segments and parts.
    /// </summary>
    public static IEndpointRouteBuilder MapHls(this IEndpointRouteBuilder endpoints)
    {
        var origin = endpoints.ServiceProvider.GetRequiredService<HlsOrigin>();
        var camera = endpoints.MapGroup("/hls/{camera}").AddEndpointFilter(AllowAnyOrigin);
        camera.MapMethods("/index.m3u8", _read, origin.GetMultivariantPlaylist);
        camera.MapMethods("/live.m3u8", _read, origin.GetMediaPlaylist);
        camera.MapMethods("/{name}", _read, origin.GetMedia);
        camera.MapMethods("/{name}", [HttpMethods.Options], Preflight);
        return endpoints;
    }

    /// <summary>
    /// Players on other sites may read it all: live pictures are guarded by the Gateway, not by
    /// where a page comes from.
    /// </summary>
    private static ValueTask<object?> AllowAnyOrigin(
        EndpointFilterInvocationContext invocation,
        EndpointFilterDelegate next
    )
    {
        var headers = invocation.HttpContext.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = "*";
        return next(invocation);
    }

    private static NoContent Preflight(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowMethods = "GET, HEAD, OPTIONS";
        headers.AccessControlAllowHeaders = "*";
        headers.AccessControlMaxAge = "86400";
        return TypedResults.NoContent();
    }
}
