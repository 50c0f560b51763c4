using System.ComponentModel.DataAnnotations;

namespace CamStream.Encoder.Draining;

/// <summary>
/// How long an encoder that was told to stop waits until other encoders have its cameras.
/// </summary>
internal sealed class DrainOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Drain";

    /// <summary>
    /// The longest wait, in seconds, 0 to 300. A handover takes 5 to 10 s. Keep it a few seconds
    /// shorter than the time after which the process is killed, which is 30 s in Kubernetes.
    /// </summary>
    [Range(0, 300)]
    public int Seconds { get; set; } = 20;
}
