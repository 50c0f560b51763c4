namespace CamStream.EndToEnd.Running;

/// <summary>Two encoders, and only the tests' own cameras.</summary>
public sealed class EncoderPair() : SharedSystem(cameras: 0, encoders: 2, dashboard: false);
