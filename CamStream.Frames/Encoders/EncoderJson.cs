using System.Text.Json.Serialization;

namespace CamStream.Frames.Encoders;

/// <summary>The JSON that encoders answer to who feeds them: camelCase.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EncoderReport))]
[JsonSerializable(typeof(ReleasedCamera))]
public sealed partial class EncoderJson : JsonSerializerContext;
