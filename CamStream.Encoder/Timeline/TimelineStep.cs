namespace CamStream.Encoder.Timeline;

/// <summary>One thing to do, in order.</summary>
/// <param name="Action">What.</param>
/// <param name="Time">When in the stream: ticks of 90 kHz since the Unix epoch.</param>
/// <param name="Key">
/// A picture shown must be a keyframe: it starts a segment or a session, or players join there.
/// </param>
internal readonly record struct TimelineStep(TimelineAction Action, long Time, bool Key = false);
