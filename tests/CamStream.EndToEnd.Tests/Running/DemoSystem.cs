namespace CamStream.EndToEnd.Running;

/// <summary>Three demo cameras, two encoders, and the dashboard.</summary>
public sealed class DemoSystem() : SharedSystem(cameras: 3, encoders: 2, dashboard: true);
