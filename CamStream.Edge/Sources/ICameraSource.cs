using CamStream.Edge.Capture;
using CamStream.Frames;

namespace CamStream.Edge.Sources;

/// <summary>A kind of camera.</summary>
internal interface ICameraSource
{
    /// <summary>Its name in options and status.</summary>
    string Kind { get; }

    /// <summary>
    /// What it makes of <paramref name="wanted"/>, where every value is set: what it cannot do is
    /// as it is in force, or null where it cannot tell.
    /// </summary>
    CameraSettings InForce(CameraSettings wanted);

    /// <summary>
    /// Captures with <paramref name="settings"/> until cancelled. It has let go of the camera when
    /// it returns or throws; both mean that the camera is gone.
    /// </summary>
    Task RunAsync(CameraSettings settings, FrameCapture capture, CancellationToken cancellation);
}
