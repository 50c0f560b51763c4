namespace CamStream.Gateway.Telemetry;

/// <summary>What became of a viewer's report.</summary>
internal enum ReportOutcome
{
    /// <summary>It is measured.</summary>
    Accepted,

    /// <summary>It was reported before, or twice in one message.</summary>
    Duplicate,

    /// <summary>The frame has had its maximum of reports.</summary>
    Surplus,

    /// <summary>No viewer got such a frame in the last minutes.</summary>
    Unknown,

    /// <summary>
    /// The frame cannot have been shown then: before a viewer had it, long after, or in the future.
    /// </summary>
    Impossible,

    /// <summary>The whole message is not a report.</summary>
    Malformed,

    /// <summary>The whole message is longer than a report may be.</summary>
    TooLarge,

    /// <summary>The whole message is one too many from its address.</summary>
    TooMany,
}
