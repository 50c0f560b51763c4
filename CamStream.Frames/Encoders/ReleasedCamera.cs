namespace CamStream.Frames.Encoders;

/// <summary>
/// Where an encoder stops answering for a camera: the answer to <c>POST
/// /cameras/{camera}/release</c>.
/// </summary>
/// <param name="Msn">The first media sequence number that it leaves to another.</param>
/// <param name="Starts">When that segment starts.</param>
public sealed record ReleasedCamera(long Msn, DateTimeOffset Starts);
