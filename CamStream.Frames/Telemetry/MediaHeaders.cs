namespace CamStream.Frames.Telemetry;

/// <summary>
/// The headers of our own in an encoder's answers under <c>/hls</c>. The Encoder writes them; the
/// Gateway reads them.
/// </summary>
public static class MediaHeaders
{
    /// <summary>
    /// Beside a part or a segment: a sampled frame in it, as <see cref="TracedFrameHeader"/> writes
    /// it, one header a frame. The Gateway does not pass it on to viewers.
    /// </summary>
    public const string SampledFrame = "X-CamStream-Frame";

    /// <summary>
    /// Beside a still: its capture time by the server's clock, decimal microseconds since the Unix
    /// epoch.
    /// </summary>
    public const string Captured = "X-Captured";
}
