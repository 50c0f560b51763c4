using CamStream.Frames.Encoders;

namespace CamStream.Ingest.Forwarding;

/// <summary>Where to send a camera's frames.</summary>
/// <param name="Encoder">The best encoder that can be tried; null when there is none.</param>
/// <param name="Wait">
/// How long to wait before trying it, or before choosing again. More than zero only when every
/// encoder has failed a moment ago, does not answer, or drains.
/// </param>
internal readonly record struct EncoderChoice(EncoderAddress? Encoder, TimeSpan Wait);
