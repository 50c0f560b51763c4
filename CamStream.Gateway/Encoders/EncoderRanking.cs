using CamStream.Frames;
using CamStream.Frames.Encoders;
using Yarp.ReverseProxy.Model;

namespace CamStream.Gateway.Encoders;

/// <summary>In which order encoders are asked for a camera.</summary>
internal static class EncoderRanking
{
    /// <summary>The order in which Ingest feeds them (<see cref="EncoderMap"/>), those held dead last: they may have come back a moment ago.</summary>
    public static IEnumerable<DestinationState> For(CameraId camera, IReadOnlyList<DestinationState> encoders) =>
        EncoderMap.Rank(camera, encoders, encoder => encoder.DestinationId).OrderBy(IsDead);

    /// <summary>Whether probes or requests found it dead.</summary>
    public static bool IsDead(DestinationState encoder) =>
        encoder.Health.Active == DestinationHealth.Unhealthy || encoder.Health.Passive == DestinationHealth.Unhealthy;
}
