using System.ComponentModel.DataAnnotations;

namespace CamStream.Encoder.Cameras;

/// <summary>Which feeds the Encoder accepts.</summary>
internal sealed class IncomingFeedOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Feeds";

    /// <summary>
    /// The most cameras at the same time, 1 to 1,000. A feed of one more camera gets 503. Each
    /// camera costs an ffmpeg process.
    /// </summary>
    [Range(1, 1_000)]
    public int MaxCameras { get; set; } = 64;

    /// <summary>The largest JPEG, in bytes, 64 KiB to 16 MiB.</summary>
    [Range(64 * 1024, 16 * 1024 * 1024)]
    public int MaxFrameBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>
    /// How long a camera is kept after its last feed has ended, in milliseconds, 0 to 60,000.
    /// </summary>
    [Range(0, 60_000)]
    public int LingerMilliseconds { get; set; } = 3_000;
}
