namespace CamStream.Bench.Running;

/// <summary>The response of <c>GET /api/cameras/{id}/latency</c>, as far as it is needed.</summary>
/// <param name="History">The sampled frames of the last minutes that were sent to a viewer.</param>
internal sealed record TracedFrames(IReadOnlyList<TracedFrame> History);
