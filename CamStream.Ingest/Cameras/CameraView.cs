using CamStream.Frames;

namespace CamStream.Ingest.Cameras;

/// <summary>A camera as <c>GET /cameras/{id}</c> shows it.</summary>
/// <param name="Id">The camera id.</param>
/// <param name="State">Whether pictures come.</param>
/// <param name="Since">Since when that is so.</param>
/// <param name="LastFrame">
/// When its newest frame was captured, by our clock; null when there was none.
/// </param>
/// <param name="Width">Of the newest frame, pixels.</param>
/// <param name="Height">Of the newest frame, pixels.</param>
/// <param name="Fps">Frames per second as they come; null before two have.</param>
/// <param name="Encoder">The encoder that has it; null when none does.</param>
/// <param name="ClockOffsetMs">
/// How far the camera's clock is behind ours (negative: ahead), in milliseconds; 0 while it is
/// trusted.
/// </param>
/// <param name="Received">Frames taken since Ingest started.</param>
/// <param name="Dropped">
/// Frames lost up to here since Ingest started, by reason; those of <see cref="DroppedByEdge"/>
/// since the camera started.
/// </param>
/// <param name="Status">What the camera last said of itself.</param>
/// <param name="Settings">What it was last asked to do.</param>
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
    /// In <see cref="Dropped"/>: what the camera says that it dropped itself, as its ring was full,
    /// or the broker refused it or had nobody to give it to.
    /// </summary>
    public const string DroppedByEdge = "edge";
}
