using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.FFmpeg;

/// <summary>What stays the same while one ffmpeg runs.</summary>
/// <param name="Width">Of the JPEGs, pixels; an odd column at the right is cropped away.</param>
/// <param name="Height">Of the JPEGs, pixels; an odd row at the bottom is cropped away.</param>
/// <param name="FramesPerSecond">Nominal; the rate control counts on it.</param>
/// <param name="Grid">Its segments start with keyframes.</param>
internal sealed record H264Session(int Width, int Height, double FramesPerSecond, MediaGrid Grid);
