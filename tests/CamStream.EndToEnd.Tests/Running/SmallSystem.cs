namespace CamStream.EndToEnd.Running;

/// <summary>One demo camera, and one encoder without a substitute.</summary>
public sealed class SmallSystem() : SharedSystem(cameras: 1, encoders: 1, dashboard: false);
