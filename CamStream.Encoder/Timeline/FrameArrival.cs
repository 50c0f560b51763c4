namespace CamStream.Encoder.Timeline;

/// <summary>What the timeline knows of a frame.</summary>
/// <param name="Boot">The run of the camera that took it.</param>
/// <param name="Sequence">Its number in that run.</param>
/// <param name="Captured">
/// Its capture time by our clock, in ticks of 90 kHz since the Unix epoch.
/// </param>
/// <param name="Arrived">When it came here, in the same ticks.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
internal readonly record struct FrameArrival(
    string Boot,
    long Sequence,
    long Captured,
    long Arrived,
    int Width,
    int Height
);
