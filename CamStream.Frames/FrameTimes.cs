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
    /// No stage holds a frame for longer than this: a time that says so is ignored.
    /// </summary>
    public static readonly TimeSpan LongestStage = TimeSpan.FromMinutes(1);
}
