namespace CamStream.Bench.Running;

/// <summary>A sampled frame and where its time went.</summary>
/// <param name="At">When it was captured.</param>
/// <param name="Stages">
/// Milliseconds by the name of the stage; <c>render</c> once a viewer said that it was shown.
/// </param>
internal sealed record TracedFrame(DateTimeOffset At, IReadOnlyDictionary<string, double> Stages);
