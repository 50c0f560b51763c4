using CamStream.Bench.Processes;

namespace CamStream.Bench.Native;

/// <summary>What a publisher did and used while it was measured.</summary>
/// <param name="Name">Of the publisher.</param>
/// <param name="Frames">How many of its frames arrived.</param>
/// <param name="Elapsed">In this time.</param>
/// <param name="Processor">Processor time in this time.</param>
/// <param name="Memory">What it held at the end, and the most that was resident.</param>
internal sealed record PublisherUse(
    string Name,
    long Frames,
    TimeSpan Elapsed,
    TimeSpan Processor,
    (ProcMemory Memory, long Peak)? Memory
)
{
    public double FramesPerSecond => Frames / Elapsed.TotalSeconds;

    public double MillisecondsPerFrame => Processor.TotalMilliseconds / Frames;
}
