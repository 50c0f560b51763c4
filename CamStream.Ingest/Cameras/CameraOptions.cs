using System.ComponentModel.DataAnnotations;

namespace CamStream.Ingest.Cameras;

/// <summary>When a camera counts as what: section <c>Cameras</c>.</summary>
internal sealed class CameraOptions
{
    public const string Section = "Cameras";

    /// <summary>
    /// The most cameras that are known at a time, 1 to 10000; frames of a further one are refused.
    /// </summary>
    [Range(1, 10_000)]
    public int Max { get; set; } = 256;

    /// <summary>
    /// Milliseconds without a frame, or three of the camera's own intervals if that is longer,
    /// after which it is stalled; 200 to 60000.
    /// </summary>
    [Range(200, 60_000)]
    public int StalledAfterMilliseconds { get; set; } = 1_500;

    /// <summary>
    /// Seconds without a frame after which a camera that says nothing of itself is offline, 2 to
    /// 3600.
    /// </summary>
    [Range(2, 3_600)]
    public int OfflineAfterSeconds { get; set; } = 10;

    /// <summary>
    /// Seconds after which an offline camera without a retained status is forgotten, 60 to 604800.
    /// </summary>
    [Range(60, 604_800)]
    public int ForgetAfterSeconds { get; set; } = 3_600;
}
