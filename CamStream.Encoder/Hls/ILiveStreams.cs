using System.Diagnostics.CodeAnalysis;
using CamStream.Frames;

namespace CamStream.Encoder.Hls;

/// <summary>
/// Where the origin finds the stream of a camera.
/// </summary>
internal interface ILiveStreams
{
    /// <summary>
    /// The stream of a camera; false when this encoder does not have the camera.
    /// </summary>
    bool TryGet(CameraId camera, [NotNullWhen(true)] out LiveStream? stream);
}
