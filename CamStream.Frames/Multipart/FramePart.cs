namespace CamStream.Frames.Multipart;

/// <summary>One part of a multipart stream: a frame, or why there is none.</summary>
/// <param name="Frame">
/// The frame, owned by whoever read the part; null when the part was refused.
/// </param>
/// <param name="Problem">
/// What is wrong with the part, in words; null when there is a frame. The next part can be read.
/// </param>
/// <param name="Place">The number of the part, frame or not; null when it has none.</param>
/// <param name="IsCopy">Whether the part is marked as a copy, frame or not.</param>
public readonly record struct FramePart(Frame? Frame, string? Problem, FeedPlace? Place = null, bool IsCopy = false);
