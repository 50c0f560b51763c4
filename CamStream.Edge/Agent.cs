using CamStream.Frames;

namespace CamStream.Edge;

/// <summary>The identity of this process.</summary>
/// <param name="Camera">The camera's id.</param>
/// <param name="Boot">Random per process start.</param>
internal sealed record Agent(CameraId Camera, string Boot);
