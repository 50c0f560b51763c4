namespace CamStream.Bench.Running;

/// <summary>A sampled frame and the durations of its stages.</summary>
/// <param name="At">The capture time.</param>
/// <param name="Stages">
/// Milliseconds by stage name; with <c>render</c> once a viewer reported the frame as shown.
/// </param>
internal sealed record TracedFrame(DateTimeOffset At, IReadOnlyDictionary<string, double> Stages);
