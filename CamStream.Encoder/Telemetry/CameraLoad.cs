using CamStream.Frames;

namespace CamStream.Encoder.Telemetry;

/// <summary>What there is of a camera at a moment.</summary>
/// <param name="Camera">Its id.</param>
/// <param name="Feeds">Open streams of frames.</param>
/// <param name="WaitingFrames">Frames that wait to be encoded.</param>
/// <param name="WaitingRequests">Requests that wait for what is not there yet.</param>
internal readonly record struct CameraLoad(CameraId Camera, int Feeds, int WaitingFrames, int WaitingRequests);
