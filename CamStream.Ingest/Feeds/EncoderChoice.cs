using CamStream.Frames.Encoders;

namespace CamStream.Ingest.Feeds;

/// <summary>Where to send a camera's frames.</summary>
/// <param name="Encoder">The best encoder that is worth trying; null when none is.</param>
/// <param name="Wait">
/// How long to wait before trying it, or before looking again: above zero only when every encoder
/// failed a moment ago, is silent or drains.
/// </param>
internal readonly record struct EncoderChoice(EncoderAddress? Encoder, TimeSpan Wait);
