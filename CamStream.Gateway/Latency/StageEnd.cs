namespace CamStream.Gateway.Latency;

/// <summary>
/// A stage of a frame's way, and when it was over. It begins where the one before ends.
/// </summary>
/// <param name="Stage">One of <see cref="Latency.Stage"/>.</param>
/// <param name="At">Its end.</param>
internal readonly record struct StageEnd(string Stage, DateTimeOffset At);
