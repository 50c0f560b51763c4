using CamStream.Encoder.Pipeline;

namespace CamStream.Encoder.Feeds;

/// <summary>A camera that is answered for, or is going to be. Guarded by the registry.</summary>
internal sealed class CameraEntry(CameraPipeline pipeline)
{
    /// <summary>Its pipeline; another one after that has failed.</summary>
    public CameraPipeline Pipeline { get; set; } = pipeline;

    /// <summary>How many feeds are open.</summary>
    public int Feeds { get; set; }

    /// <summary>Runs while none is.</summary>
    public ITimer? Linger { get; set; }

    /// <summary>
    /// Until when viewers may want what it has, since another encoder goes on with the camera.
    /// </summary>
    public DateTimeOffset WantedUntil { get; set; } = DateTimeOffset.MinValue;
}
