using System.Diagnostics.Metrics;

namespace CamStream.Frames.Telemetry;

/// <summary>
/// Counter <c>camstream.io</c> of a service: received and sent bytes, by camera. Thread-safe.
/// </summary>
/// <param name="meter">The service's meter.</param>
/// <param name="description">What is received and sent.</param>
public sealed class ByteCounter(Meter meter, string description)
{
    private readonly ObservedCounter<(CameraId Camera, string Direction)> _bytes = new(
        meter,
        "camstream.io",
        "By",
        description,
        io => [new(FrameTelemetry.CameraId, io.Camera.Value), new("network.io.direction", io.Direction)]
    );

    /// <summary>Bytes were received.</summary>
    public void Received(CameraId camera, long bytes) => _bytes.Add((camera, "receive"), bytes);

    /// <summary>Bytes were sent.</summary>
    public void Sent(CameraId camera, long bytes) => _bytes.Add((camera, "transmit"), bytes);
}
