namespace CamStream.Frames;

/// <summary>When a sampled frame passed its stages up to here; what is not known is null.</summary>
/// <param name="Published">When the camera began to publish it, by the camera's own clock.</param>
/// <param name="Received">When its message arrived at Ingest, by Ingest's clock.</param>
/// <param name="Forwarded">When Ingest began to write it to an encoder, by Ingest's clock.</param>
public sealed record FrameTimes(
    DateTimeOffset? Published = null,
    DateTimeOffset? Received = null,
    DateTimeOffset? Forwarded = null
)
{
    /// <summary>
    /// No stage up to here holds a frame for longer: a time that says so is not believed.
    /// </summary>
    public static readonly TimeSpan LongestStage = TimeSpan.FromMinutes(1);
}
