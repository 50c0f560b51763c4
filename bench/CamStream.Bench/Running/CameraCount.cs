namespace CamStream.Bench.Running;

/// <summary>Ingest's counts for a camera.</summary>
/// <param name="Id">The camera id.</param>
/// <param name="Received">Received frames.</param>
/// <param name="Dropped">Dropped frames, by reason.</param>
internal sealed record CameraCount(string Id, long Received, IReadOnlyDictionary<string, long> Dropped);
