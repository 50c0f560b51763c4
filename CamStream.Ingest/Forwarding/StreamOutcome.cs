namespace CamStream.Ingest.Forwarding;

/// <summary>How a stream to an encoder ended.</summary>
/// <param name="Failure">
/// What the encoder did wrong, in words; null when it has accepted everything, or when the stream
/// was broken off here.
/// </param>
internal readonly record struct StreamOutcome(string? Failure);
