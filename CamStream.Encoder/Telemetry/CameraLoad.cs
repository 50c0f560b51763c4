using CamStream.Frames;

namespace CamStream.Encoder.Telemetry;

/// <summary>The load of a camera at one moment.</summary>
/// <param name="Camera">Its id.</param>
/// <param name="Feeds">Open streams of frames.</param>
/// <param name="WaitingFrames">Frames that wait to be encoded.</param>
/// <param name="WaitingRequests">Requests that wait for a part or a playlist.</param>
internal readonly record struct CameraLoad(CameraId Camera, int Feeds, int WaitingFrames, int WaitingRequests);
