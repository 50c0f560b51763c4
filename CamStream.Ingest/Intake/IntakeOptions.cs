using System.ComponentModel.DataAnnotations;

namespace CamStream.Ingest.Intake;

/// <summary>Which messages are accepted as frames: section <c>Intake</c>.</summary>
internal sealed class IntakeOptions
{
    public const string Section = "Intake";

    /// <summary>The largest JPEG that is accepted, in bytes, 1 KiB to 16 MiB.</summary>
    [Range(1024, 16 * 1024 * 1024)]
    public int MaxFrameBytes { get; set; } = 4 * 1024 * 1024;
}
