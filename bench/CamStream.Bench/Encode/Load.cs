using CamStream.Bench.Processes;

namespace CamStream.Bench.Encode;

/// <summary>A system at work.</summary>
/// <param name="Uses">Of each kind of process.</param>
/// <param name="FramesPerSecond">Received by Ingest, of each camera.</param>
/// <param name="Dropped">Frames of all cameras.</param>
internal sealed record Load(IReadOnlyList<ProcessorUse> Uses, double FramesPerSecond, long Dropped);
