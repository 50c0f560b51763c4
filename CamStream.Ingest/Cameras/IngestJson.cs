using System.Text.Json.Serialization;
using CamStream.Frames;

namespace CamStream.Ingest.Cameras;

/// <summary>The JSON of Ingest's API.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CameraList))]
[JsonSerializable(typeof(CameraView))]
[JsonSerializable(typeof(RemovedCamera))]
[JsonSerializable(typeof(CameraSettings))]
[JsonSerializable(typeof(Microsoft.AspNetCore.Mvc.ProblemDetails))]
internal sealed partial class IngestJson : JsonSerializerContext;
