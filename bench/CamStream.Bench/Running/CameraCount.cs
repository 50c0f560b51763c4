namespace CamStream.Bench.Running;

/// <summary>What Ingest counts of a camera.</summary>
/// <param name="Id">Camera id.</param>
/// <param name="Received">Frames.</param>
/// <param name="Dropped">Frames, by reason.</param>
internal sealed record CameraCount(string Id, long Received, IReadOnlyDictionary<string, long> Dropped);
