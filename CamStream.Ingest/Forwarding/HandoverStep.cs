namespace CamStream.Ingest.Forwarding;

/// <summary>What to do next in a handover.</summary>
internal enum HandoverStep
{
    /// <summary>The next encoder is not ready yet.</summary>
    Wait,

    /// <summary>
    /// Both encoders are asked to change at the start of a segment: there is no gap.
    /// </summary>
    ChangeOver,

    /// <summary>The next encoder answers for the camera at once, with what it has.</summary>
    TakeOver,

    /// <summary>The next encoder fails: the camera stays where it is.</summary>
    Abandon,
}
