using CamStream.Encoder.Pipeline;

namespace CamStream.Encoder.Feeds;

/// <summary>A camera that is answered for. Guarded by the registry.</summary>
internal sealed class CameraEntry(CameraPipeline pipeline)
{
    /// <summary>Its pipeline; another one after that has failed.</summary>
    public CameraPipeline Pipeline { get; set; } = pipeline;

    /// <summary>How many feeds are open.</summary>
    public int Feeds { get; set; }

    /// <summary>Runs while none is.</summary>
    public ITimer? Linger { get; set; }
}
