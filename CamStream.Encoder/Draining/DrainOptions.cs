using System.ComponentModel.DataAnnotations;

namespace CamStream.Encoder.Draining;

/// <summary>
/// How long an encoder that was told to stop waits for its cameras to be taken over.
/// </summary>
internal sealed class DrainOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Drain";

    /// <summary>
    /// The longest, in seconds, 0 to 300; it takes 5 to 10. Less than the time after which it is
    /// killed, in Kubernetes 30 s, less a few seconds to stop.
    /// </summary>
    [Range(0, 300)]
    public int Seconds { get; set; } = 20;
}
