namespace CamStream.Ingest.Cameras;

/// <summary>What an accepted frame shows of its camera.</summary>
/// <param name="Correction">
/// What is added to the camera's time to get the cluster's; zero while the camera's clock is
/// trusted.
/// </param>
/// <param name="ClockJumped">Whether the camera's clock was set.</param>
/// <param name="Lost">How many more frames the broker is now known to have lost.</param>
internal readonly record struct AcceptedFrame(TimeSpan Correction, bool ClockJumped, long Lost);
