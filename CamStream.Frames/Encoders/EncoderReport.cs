namespace CamStream.Frames.Encoders;

/// <summary>
/// What an encoder says of itself to who feeds it: the answer to <c>GET /cameras</c>.
/// </summary>
/// <param name="Draining">
/// It was told to stop: its cameras are to be given to others. It goes on until they are.
/// </param>
/// <param name="Ready">The cameras that it is on standby for and could answer for.</param>
public sealed record EncoderReport(bool Draining, IReadOnlyList<string> Ready);
