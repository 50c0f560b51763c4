using CamStream.Frames.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CamStream.Encoder.Hls;

/// <summary>Registers and maps the HLS origin.</summary>
internal static class HlsExtensions
{
    private static readonly string[] _read = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>
    /// Registers the origin. It needs an <see cref="ILiveStreams"/>.
    /// </summary>
    public static IServiceCollection AddHls(this IServiceCollection services)
    {
        services.AddOptions<HlsOptions>().BindConfiguration(HlsOptions.Section).ValidateOnStart();
        services.AddValidator(HlsOptions.Section, new HlsOptionsValidator());
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
    /// Players on all sites may read everything: the Gateway guards the pictures, whatever page
    /// asks for them.
    /// </summary>
    internal static ValueTask<object?> AllowAnyOrigin(
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
