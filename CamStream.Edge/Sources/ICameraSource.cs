using CamStream.Edge.Capture;
using CamStream.Frames;

namespace CamStream.Edge.Sources;

/// <summary>A kind of camera.</summary>
internal interface ICameraSource
{
    /// <summary>The source's name in options and status.</summary>
    string Kind { get; }

    /// <summary>
    /// The settings that the source can provide for <paramref name="wanted"/>, in which every value
    /// is set. A value that it cannot change is its fixed value, or null if it does not know it.
    /// </summary>
    CameraSettings InForce(CameraSettings wanted);

    /// <summary>
    /// Captures with <paramref name="settings"/> until cancelled. The camera is released when the
    /// method returns or throws. Both mean that the source has ended.
    /// </summary>
    Task RunAsync(CameraSettings settings, FrameCapture capture, CancellationToken cancellation);
}
