namespace CamStream.Ingest.Forwarding;

/// <summary>What is known of a handover while the next encoder gets ready.</summary>
/// <param name="OldEnded">The stream to the old encoder has failed.</param>
/// <param name="NextEnded">The stream to the next encoder has failed.</param>
/// <param name="NextIsUsable">The next encoder answers, and does not drain.</param>
/// <param name="NextIsReady">The next encoder says that it could answer for the camera.</param>
/// <param name="IsOverdue">The next encoder had its time to get ready.</param>
internal readonly record struct HandoverState(
    bool OldEnded,
    bool NextEnded,
    bool NextIsUsable,
    bool NextIsReady,
    bool IsOverdue
);
