using CamStream.Bench.Processes;

namespace CamStream.Bench.Encode;

/// <summary>What a running system used and did.</summary>
/// <param name="Uses">The processor time and memory of each kind of process.</param>
/// <param name="FramesPerSecond">Frames per second that Ingest received from each camera.</param>
/// <param name="Dropped">Dropped frames of all cameras.</param>
internal sealed record Load(IReadOnlyList<ProcessorUse> Uses, double FramesPerSecond, long Dropped);
