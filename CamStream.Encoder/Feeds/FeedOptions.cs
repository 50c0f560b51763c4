using System.ComponentModel.DataAnnotations;

namespace CamStream.Encoder.Feeds;

/// <summary>What is taken from those who feed.</summary>
internal sealed class FeedOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Feeds";

    /// <summary>
    /// The most cameras at the same time, 1 to 1,000; the next one gets 503. Each costs an ffmpeg.
    /// </summary>
    [Range(1, 1_000)]
    public int MaxCameras { get; set; } = 64;

    /// <summary>The largest JPEG, in bytes, 64 KiB to 16 MiB.</summary>
    [Range(64 * 1024, 16 * 1024 * 1024)]
    public int MaxFrameBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>
    /// For how long a camera is answered for after its last feed has ended, in milliseconds, 0 to
    /// 60,000.
    /// </summary>
    [Range(0, 60_000)]
    public int LingerMilliseconds { get; set; } = 3_000;
}
