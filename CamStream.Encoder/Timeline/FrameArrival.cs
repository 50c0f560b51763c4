namespace CamStream.Encoder.Timeline;

/// <summary>What the timeline knows of a frame. All times are by our clock.</summary>
/// <param name="Boot">The run of the camera that took it.</param>
/// <param name="Sequence">Its number in that run.</param>
/// <param name="Captured">When it was captured.</param>
/// <param name="Arrived">When it arrived here.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
internal readonly record struct FrameArrival(
    string Boot,
    long Sequence,
    MediaTime Captured,
    MediaTime Arrived,
    int Width,
    int Height
);
