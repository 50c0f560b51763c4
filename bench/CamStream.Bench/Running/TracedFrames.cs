namespace CamStream.Bench.Running;

/// <summary>The answer to <c>GET /api/cameras/{id}/latency</c>, as far as it is wanted.</summary>
/// <param name="History">Sampled frames of the last minutes that a viewer was given.</param>
internal sealed record TracedFrames(IReadOnlyList<TracedFrame> History);
