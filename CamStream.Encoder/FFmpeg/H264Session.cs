using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.FFmpeg;

/// <summary>The settings of one run of ffmpeg.</summary>
/// <param name="Width">
/// Width of the JPEGs, in pixels. An odd column at the right is cropped.
/// </param>
/// <param name="Height">
/// Height of the JPEGs, in pixels. An odd row at the bottom is cropped.
/// </param>
/// <param name="FramesPerSecond">
/// The nominal rate, for the rate control. It is rounded to whole frames, so that the init section,
/// which states it, stays the same.
/// </param>
/// <param name="Grid">Every segment of it starts with a keyframe.</param>
/// <param name="JoinMilliseconds">
/// The time of one more keyframe, in milliseconds since the session's origin, which is the start of
/// a segment. 0 for none.
/// </param>
internal sealed record H264Session(
    int Width,
    int Height,
    double FramesPerSecond,
    MediaGrid Grid,
    long JoinMilliseconds = 0
)
{
    /// <summary>The shortest side, in pixels: a macroblock.</summary>
    public const int MinPixels = 16;

    /// <summary>The longest side, in pixels: about what H.264's highest level allows.</summary>
    public const int MaxPixels = 8192;

    /// <summary>Width of the encoded picture: even, as 4:2:0 halves the colour.</summary>
    public int EvenWidth => Width & ~1;

    /// <summary>Height of the encoded picture.</summary>
    public int EvenHeight => Height & ~1;

    /// <summary>The rate for the rate control, 1 to 240.</summary>
    public int RoundedFramesPerSecond => Math.Clamp((int)Math.Round(FramesPerSecond), 1, 240);
}
