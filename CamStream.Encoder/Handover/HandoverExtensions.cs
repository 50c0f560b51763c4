using CamStream.Frames.Encoders;

namespace CamStream.Encoder.Handover;

/// <summary>Registers and maps the handover of cameras between encoders.</summary>
internal static class HandoverExtensions
{
    /// <summary>Registers the handover.</summary>
    public static IServiceCollection AddHandover(this IServiceCollection services) =>
        services.AddSingleton<CameraHandover>();

    /// <summary>
    /// Maps <c>GET /cameras</c> (<see cref="EncoderReport"/>) and, for one camera, <c>POST
    /// …/release</c> (<see cref="ReleasedCamera"/>), <c>…/takeover?msn=</c> and
    /// <c>…/written?run=&amp;last=</c>. They answer 404 for a camera that this encoder does not
    /// have.
    /// </summary>
    public static IEndpointRouteBuilder MapHandover(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(EncoderRoutes.Report, HandoverEndpoints.Report);
        endpoints.MapPost(EncoderRoutes.Release, HandoverEndpoints.Release);
        endpoints.MapPost(EncoderRoutes.TakeOver, HandoverEndpoints.TakeOver);
        endpoints.MapPost(EncoderRoutes.Written, HandoverEndpoints.Settle);
        return endpoints;
    }
}
