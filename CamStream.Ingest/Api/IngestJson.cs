using System.Text.Json.Serialization;
using CamStream.Frames;
using CamStream.Ingest.Cameras;

namespace CamStream.Ingest.Api;

/// <summary>The JSON of Ingest's API: camelCase.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CameraList))]
[JsonSerializable(typeof(CameraView))]
[JsonSerializable(typeof(RemovedCamera))]
[JsonSerializable(typeof(CameraSettings))]
[JsonSerializable(typeof(Microsoft.AspNetCore.Mvc.ProblemDetails))]
internal sealed partial class IngestJson : JsonSerializerContext;
