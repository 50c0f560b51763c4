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
        endpoints.MapGet("/cameras", HandoverEndpoints.Report);
        endpoints.MapPost("/cameras/{camera}/release", HandoverEndpoints.Release);
        endpoints.MapPost("/cameras/{camera}/takeover", HandoverEndpoints.TakeOver);
        endpoints.MapPost("/cameras/{camera}/written", HandoverEndpoints.Settle);
        return endpoints;
    }
}
