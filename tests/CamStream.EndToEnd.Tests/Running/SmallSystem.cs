namespace CamStream.EndToEnd.Running;

/// <summary>One demo camera and one encoder, which no other stands in for.</summary>
public sealed class SmallSystem() : SharedSystem(cameras: 1, encoders: 1, dashboard: false);
