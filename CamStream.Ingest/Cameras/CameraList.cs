namespace CamStream.Ingest.Cameras;

/// <summary>All cameras, in the order of their ids.</summary>
internal sealed record CameraList(IReadOnlyList<CameraView> Cameras);
