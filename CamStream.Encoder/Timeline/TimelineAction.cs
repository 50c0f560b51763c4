namespace CamStream.Encoder.Timeline;

/// <summary>What a <see cref="TimelineStep"/> asks for.</summary>
internal enum TimelineAction
{
    /// <summary>
    /// Start a session: a new run of the H.264 encoder. The time is the start of the segment in
    /// which it starts, the session's origin.
    /// </summary>
    StartSession,

    /// <summary>Show the frame that was just accepted, from this time on.</summary>
    ShowFrame,

    /// <summary>Show the last picture again, from this time on.</summary>
    ShowLast,

    /// <summary>Publish the part that starts at this time: it has all its pictures.</summary>
    PublishPart,

    /// <summary>
    /// End the session before this time, the start of a segment. Nothing is shown until the next
    /// session.
    /// </summary>
    Rest,
}
