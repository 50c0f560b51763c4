namespace CamStream.Frames.Telemetry;

/// <summary>
/// When a sampled frame passed its stages up to its part, by the server's clock; null where that is
/// not known.
/// </summary>
/// <param name="Captured">When the shutter closed.</param>
/// <param name="Published">When the camera began to publish it.</param>
/// <param name="Received">When its message arrived at Ingest.</param>
/// <param name="Forwarded">When Ingest began to write it to the encoder.</param>
/// <param name="Arrived">When it arrived at the encoder.</param>
/// <param name="Encoded">When its picture was encoded.</param>
/// <param name="Packaged">When its part was published.</param>
public sealed record TracedFrameTimes(
    DateTimeOffset Captured,
    DateTimeOffset? Published,
    DateTimeOffset? Received,
    DateTimeOffset? Forwarded,
    DateTimeOffset? Arrived,
    DateTimeOffset? Encoded,
    DateTimeOffset Packaged
);
