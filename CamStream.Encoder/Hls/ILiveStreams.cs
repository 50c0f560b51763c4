using System.Diagnostics.CodeAnalysis;
using CamStream.Frames;

namespace CamStream.Encoder.Hls;

/// <summary>
/// Where the origin finds the stream of a camera: the side of the pipelines that viewers see.
/// </summary>
internal interface ILiveStreams
{
    /// <summary>
    /// The stream of a camera this encoder answers for; false when it answers for no such camera.
    /// </summary>
    bool TryGet(CameraId camera, [NotNullWhen(true)] out LiveStream? stream);
}
