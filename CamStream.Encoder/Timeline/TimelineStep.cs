namespace CamStream.Encoder.Timeline;

/// <summary>One thing to do. Steps are carried out in order.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Time">Its time in the stream.</param>
/// <param name="Key">
/// The picture must be a keyframe: a segment or a session starts with it, or players join there.
/// </param>
internal readonly record struct TimelineStep(TimelineAction Action, MediaTime Time, bool Key = false);
