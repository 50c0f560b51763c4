using CamStream.Bench.Processes;

namespace CamStream.Bench.Native;

/// <summary>A publisher's work and cost during the measurement.</summary>
/// <param name="Name">The publisher's name.</param>
/// <param name="Frames">Frames that arrived.</param>
/// <param name="Elapsed">The duration of the measurement.</param>
/// <param name="Processor">Processor time used.</param>
/// <param name="Memory">Resident memory at the end, and its peak.</param>
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
