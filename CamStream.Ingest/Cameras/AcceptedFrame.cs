namespace CamStream.Ingest.Cameras;

/// <summary>What a camera's frame tells of its way.</summary>
/// <param name="ClockOffset">What is added to the camera's time to get ours.</param>
/// <param name="ClockJumped">Whether that changed by a leap.</param>
/// <param name="Lost">How many frames more the broker is now known to have lost.</param>
internal readonly record struct AcceptedFrame(TimeSpan ClockOffset, bool ClockJumped, long Lost);
