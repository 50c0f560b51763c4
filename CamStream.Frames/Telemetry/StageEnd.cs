namespace CamStream.Frames.Telemetry;

/// <summary>When a stage of a frame's way ended.</summary>
/// <param name="Stage">One of <see cref="FrameStage"/>.</param>
/// <param name="At">Its end, by the server's clock.</param>
public readonly record struct StageEnd(string Stage, DateTimeOffset At);
