namespace CamStream.Encoder.Feeds;

/// <summary>What a feed brought, for its last line in the log.</summary>
internal sealed class FeedTally
{
    /// <summary>Frames accepted.</summary>
    public long Frames { get; set; }

    /// <summary>Parts refused.</summary>
    public long Refused { get; set; }

    /// <summary>Why the last part was refused, or the feed ended; null if neither.</summary>
    public string? Problem { get; set; }
}
