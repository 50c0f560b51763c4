using CamStream.Frames;
using CamStream.Frames.Encoders;
using Yarp.ReverseProxy.Model;

namespace CamStream.Gateway.Encoders;

/// <summary>In which order encoders are asked for a camera.</summary>
internal static class EncoderRanking
{
    /// <summary>
    /// First the encoder of the last playlist, as long as it has the camera: viewers change the
    /// encoder once, and never back and forth. Then the others in the order in which Ingest feeds
    /// them (<see cref="EncoderMap"/>). Encoders that seem dead come last: they may be back by now.
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

    /// <summary>Whether probes or requests found the encoder dead.</summary>
    public static bool IsDead(DestinationState encoder) =>
        encoder.Health.Active == DestinationHealth.Unhealthy || encoder.Health.Passive == DestinationHealth.Unhealthy;
}
