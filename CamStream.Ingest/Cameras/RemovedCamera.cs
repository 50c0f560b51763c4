namespace CamStream.Ingest.Cameras;

/// <summary>A camera that is known no more.</summary>
internal sealed record RemovedCamera(string Id);
