namespace CamStream.Gateway.Latency;

/// <summary>What became of a viewer's report.</summary>
internal enum ReportOutcome
{
    /// <summary>It is in the measurements.</summary>
    Accepted,

    /// <summary>The same was said before, or the message has the frame already.</summary>
    Duplicate,

    /// <summary>Enough was said of the frame before.</summary>
    Surplus,

    /// <summary>No viewer was given such a frame, or it was long ago.</summary>
    Unknown,

    /// <summary>Shown before any viewer had it, long after, or in time to come.</summary>
    Impossible,

    /// <summary>A whole message that is no report.</summary>
    Malformed,

    /// <summary>A whole message, longer than any report.</summary>
    TooLarge,

    /// <summary>A whole message, one of too many.</summary>
    TooMany,
}
