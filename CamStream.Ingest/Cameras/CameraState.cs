using System.Text.Json.Serialization;

namespace CamStream.Ingest.Cameras;

/// <summary>Whether frames come from a camera.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CameraState>))]
internal enum CameraState
{
    /// <summary>No frames come, and the camera does not say that it is online.</summary>
    [JsonStringEnumMemberName("offline")]
    Offline,

    /// <summary>
    /// No frames come, but the camera says that it is online, or frames came a moment ago.
    /// </summary>
    [JsonStringEnumMemberName("stalled")]
    Stalled,

    /// <summary>Frames come.</summary>
    [JsonStringEnumMemberName("live")]
    Live,
}
