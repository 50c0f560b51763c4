using System.ComponentModel.DataAnnotations;
using CamStream.Frames;

namespace CamStream.Ingest.Cameras;

/// <summary>
/// How many cameras may be known, and when their states change: section <c>Cameras</c>.
/// </summary>
internal sealed class CameraOptions
{
    public const string Section = "Cameras";

    /// <summary>
    /// The most cameras that are known at a time, 1 to 10000. Frames of one more are refused.
    /// </summary>
    [Range(1, 10_000)]
    public int Max { get; set; } = 256;

    /// <summary>
    /// Milliseconds without a frame after which a camera is stalled, 200 to 60000; or three of its
    /// frame intervals if that is longer.
    /// </summary>
    [Range(200, 60_000)]
    public int StalledAfterMilliseconds { get; set; } = Staleness.DefaultMilliseconds;

    /// <summary>
    /// Seconds without a frame after which a camera without a status is offline, 2 to 3600.
    /// </summary>
    [Range(2, 3_600)]
    public int OfflineAfterSeconds { get; set; } = 10;

    /// <summary>
    /// Seconds after which an offline camera without a retained status is forgotten, 60 to 604800.
    /// </summary>
    [Range(60, 604_800)]
    public int ForgetAfterSeconds { get; set; } = 3_600;
}
