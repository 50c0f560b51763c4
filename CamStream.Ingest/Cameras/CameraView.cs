using CamStream.Frames;

namespace CamStream.Ingest.Cameras;

/// <summary>All cameras, in the order of their ids: the answer to <c>GET /cameras</c>.</summary>
internal sealed record CameraList(IReadOnlyList<CameraView> Cameras);

/// <summary>A camera that was forgotten.</summary>
internal sealed record RemovedCamera(string Id);

/// <summary>A camera: the answer to <c>GET /cameras/{id}</c>.</summary>
/// <param name="Id">The camera id.</param>
/// <param name="State">Whether frames come.</param>
/// <param name="Since">When <paramref name="State"/> last changed.</param>
/// <param name="LastFrame">
/// The capture time of the newest frame, by the cluster's clock; null before the first frame.
/// </param>
/// <param name="Width">Width of the newest frame in pixels.</param>
/// <param name="Height">Height of the newest frame in pixels.</param>
/// <param name="Fps">Frames per second, measured; null before the second frame.</param>
/// <param name="Encoder">The encoder that gets the frames; null when none does.</param>
/// <param name="ClockOffsetMs">
/// What is added to the camera's time to get the cluster's, in milliseconds; 0 while the camera's
/// clock is trusted.
/// </param>
/// <param name="Received">Frames accepted since Ingest started.</param>
/// <param name="Dropped">
/// Frames lost on the way to an encoder, by reason: since Ingest started, but those of
/// <see cref="DroppedByEdge"/> since the camera started.
/// </param>
/// <param name="Status">The camera's last status.</param>
/// <param name="Settings">The settings that the camera was last asked to apply.</param>
internal sealed record CameraView(
    string Id,
    CameraState State,
    DateTimeOffset Since,
    DateTimeOffset? LastFrame,
    int? Width,
    int? Height,
    double? Fps,
    string? Encoder,
    double ClockOffsetMs,
    long Received,
    IReadOnlyDictionary<string, long> Dropped,
    CameraStatus? Status,
    CameraSettings? Settings
)
{
    /// <summary>
    /// The key in <see cref="Dropped"/> of frames that the camera reports as dropped by itself: its
    /// ring was full, or the broker refused them or had no subscriber for them.
    /// </summary>
    public const string DroppedByEdge = "edge";
}
