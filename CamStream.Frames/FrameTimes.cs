namespace CamStream.Frames;

/// <summary>When a sampled frame passed its stages; a time that is not known is null.</summary>
/// <param name="Published">When the camera began to publish it, by the camera's clock.</param>
/// <param name="Received">When its message arrived at Ingest, by Ingest's clock.</param>
/// <param name="Forwarded">When Ingest began to write it to an encoder, by Ingest's clock.</param>
public sealed record FrameTimes(
    DateTimeOffset? Published = null,
    DateTimeOffset? Received = null,
    DateTimeOffset? Forwarded = null
)
{
    /// <summary>
    /// No frame is on its way for longer than this, in one stage or in all: a queue holds eight
    /// frames at most, and the broker keeps a frame for two seconds. A time that says otherwise is
    /// ignored.
    /// </summary>
    public static readonly TimeSpan LongestWay = TimeSpan.FromMinutes(1);
}
