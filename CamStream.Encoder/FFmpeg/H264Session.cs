using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.FFmpeg;

/// <summary>What stays the same while one ffmpeg runs.</summary>
/// <param name="Width">Of the JPEGs, pixels; an odd column at the right is cropped away.</param>
/// <param name="Height">Of the JPEGs, pixels; an odd row at the bottom is cropped away.</param>
/// <param name="FramesPerSecond">
/// Nominal; the rate control counts on it. Rounded to whole frames, as the init section says it and
/// should be the same again.
/// </param>
/// <param name="Grid">Its segments start with keyframes.</param>
/// <param name="JoinMilliseconds">
/// One more keyframe is there, since the session's origin, which lies on a segment's start; 0 for
/// none.
/// </param>
internal sealed record H264Session(
    int Width,
    int Height,
    double FramesPerSecond,
    MediaGrid Grid,
    long JoinMilliseconds = 0
)
{
    /// <summary>The smallest side: a macroblock.</summary>
    public const int MinPixels = 16;

    /// <summary>The longest side: what H.264's highest level allows for, about.</summary>
    public const int MaxPixels = 8192;

    /// <summary>Pixels of the encoded picture: colour is kept for every second one.</summary>
    public int EvenWidth => Width & ~1;

    /// <summary>Pixels of the encoded picture.</summary>
    public int EvenHeight => Height & ~1;

    /// <summary>What the rate control is told.</summary>
    public int RoundedFramesPerSecond => Math.Clamp((int)Math.Round(FramesPerSecond), 1, 240);
}
