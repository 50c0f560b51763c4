using CamStream.Frames;
using CamStream.Frames.Encoders;
using Yarp.ReverseProxy.Model;

namespace CamStream.Gateway.Encoders;

/// <summary>In which order encoders are asked for a camera.</summary>
internal static class EncoderRanking
{
    /// <summary>
    /// The one whose playlist was the last, as long as it has the camera: viewers go from one
    /// encoder to another once, and never back and forth. Then the order in which Ingest feeds them
    /// (<see cref="EncoderMap"/>). Those held dead last: they may have come back a moment ago.
    /// </summary>
    public static IEnumerable<DestinationState> For(
        CameraId camera,
        IReadOnlyList<DestinationState> encoders,
        string? last
    ) =>
        EncoderMap
            .Rank(camera, encoders, encoder => encoder.DestinationId)
            .OrderBy(IsDead)
            .ThenBy(encoder => encoder.DestinationId != last);

    /// <summary>Whether probes or requests found it dead.</summary>
    public static bool IsDead(DestinationState encoder) =>
        encoder.Health.Active == DestinationHealth.Unhealthy || encoder.Health.Passive == DestinationHealth.Unhealthy;
}
