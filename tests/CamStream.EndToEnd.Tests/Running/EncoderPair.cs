namespace CamStream.EndToEnd.Running;

/// <summary>Two encoders, and no camera but the tests' own.</summary>
public sealed class EncoderPair() : SharedSystem(cameras: 0, encoders: 2, dashboard: false);
