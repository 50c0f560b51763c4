namespace CamStream.Frames.Encoders;

/// <summary>
/// What an encoder reports of itself to Ingest: the answer to <c>GET /cameras</c>.
/// </summary>
/// <param name="Draining">
/// Whether it was told to stop. Its cameras are then handed over to others; until that is done it
/// continues.
/// </param>
/// <param name="Ready">The cameras that it is on standby for and could answer for now.</param>
public sealed record EncoderReport(bool Draining, IReadOnlyList<string> Ready);
