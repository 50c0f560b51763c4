using System.Text.Json.Serialization;

namespace CamStream.Frames;

/// <summary>
/// The JSON of status and settings: camelCase, nulls left out; source-generated, so that it
/// survives trimming.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(CameraStatus))]
[JsonSerializable(typeof(CameraSettings))]
public sealed partial class CameraJson : JsonSerializerContext;
