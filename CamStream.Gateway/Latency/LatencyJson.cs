using System.Text.Json.Serialization;

namespace CamStream.Gateway.Latency;

/// <summary>The JSON of the Gateway's own API.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(RenderReport))]
[JsonSerializable(typeof(LatencyView))]
[JsonSerializable(typeof(Microsoft.AspNetCore.Mvc.ProblemDetails))]
internal sealed partial class LatencyJson : JsonSerializerContext;
