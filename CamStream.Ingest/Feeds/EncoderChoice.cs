using CamStream.Frames.Encoders;

namespace CamStream.Ingest.Feeds;

/// <summary>Where to send a camera's frames.</summary>
/// <param name="Encoder">The best encoder that is worth trying.</param>
/// <param name="Wait">How long to wait before trying: above zero only when every encoder failed a moment ago.</param>
internal readonly record struct EncoderChoice(EncoderAddress Encoder, TimeSpan Wait);
