namespace CamStream.Encoder.Timeline;

/// <summary>What the timeline wants done.</summary>
internal enum TimelineAction
{
    /// <summary>
    /// A session starts: a new run of the H.264 encoder. The time is the start of the segment it
    /// starts in, its origin.
    /// </summary>
    StartSession,

    /// <summary>The frame just accepted is shown from this time on.</summary>
    ShowFrame,

    /// <summary>The picture shown last is shown again from this time on.</summary>
    ShowLast,

    /// <summary>The part that starts at this time has all its pictures: publish it.</summary>
    PublishPart,

    /// <summary>
    /// The session ends before this time, the start of a segment; nothing is shown until the next
    /// one.
    /// </summary>
    Rest,
}
