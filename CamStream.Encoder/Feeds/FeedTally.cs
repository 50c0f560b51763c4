namespace CamStream.Encoder.Feeds;

/// <summary>What came of a feed, for its last line in the log.</summary>
internal sealed class FeedTally
{
    /// <summary>Frames taken.</summary>
    public long Frames { get; set; }

    /// <summary>Parts refused.</summary>
    public long Refused { get; set; }

    /// <summary>Why the last of them was, or the feed ended.</summary>
    public string? Problem { get; set; }
}
