using System.Text.Json.Serialization;

namespace CamStream.Ingest.Cameras;

/// <summary>Whether pictures come from a camera.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CameraState>))]
internal enum CameraState
{
    /// <summary>No frames, and no word that the camera is there.</summary>
    [JsonStringEnumMemberName("offline")]
    Offline,

    /// <summary>
    /// The camera says that it is online, or was a moment ago, but its frames do not come.
    /// </summary>
    [JsonStringEnumMemberName("stalled")]
    Stalled,

    /// <summary>Frames come.</summary>
    [JsonStringEnumMemberName("live")]
    Live,
}
