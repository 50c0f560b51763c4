using System.Text.Json.Serialization;

namespace CamStream.Frames.Encoders;

/// <summary>The JSON between Ingest and encoders: camelCase.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EncoderReport))]
[JsonSerializable(typeof(ReleasedCamera))]
public sealed partial class EncoderJson : JsonSerializerContext;
