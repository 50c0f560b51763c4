namespace CamStream.Frames.Encoders;

/// <summary>
/// The segment from which on an encoder leaves a camera to another one: the answer to <c>POST
/// /cameras/{camera}/release</c>.
/// </summary>
/// <param name="Msn">The segment's media sequence number.</param>
/// <param name="Starts">When the segment starts.</param>
public sealed record ReleasedCamera(long Msn, DateTimeOffset Starts);
