using System.Text.Json.Serialization;

namespace CamStream.Frames;

/// <summary>
/// The JSON of status and settings: camelCase, without nulls. It is source-generated, so that
/// trimming keeps it.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(CameraStatus))]
[JsonSerializable(typeof(CameraSettings))]
public sealed partial class CameraJson : JsonSerializerContext;
