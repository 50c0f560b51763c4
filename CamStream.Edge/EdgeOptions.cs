using System.ComponentModel.DataAnnotations;
using CamStream.Edge.Sources;
using CamStream.Frames;
using CamStream.Frames.Jpeg;

namespace CamStream.Edge;

/// <summary>
/// The camera and what it captures: section <c>Edge</c>. Size, rate, quality and rotation are
/// initial values, which settings change.
/// </summary>
internal sealed class EdgeOptions : IValidatableObject
{
    /// <summary>
    /// The configuration section: <c>Edge__Camera</c> and so on in the environment.
    /// </summary>
    public const string Section = "Edge";

    /// <summary>The camera's id, a DNS label.</summary>
    [Required]
    public string Camera { get; set; } = "";

    /// <summary>
    /// The source of pictures: <c>rpicam</c>, <c>v4l2</c>, <c>file</c> or <c>pattern</c>.
    /// </summary>
    [AllowedValues(
        "rpicam",
        "v4l2",
        "file",
        "pattern",
        ErrorMessage = "The field {0} must be rpicam, v4l2, file or pattern."
    )]
    public string Source { get; set; } = "pattern";

    /// <summary>Picture width in pixels, 16 to 4096.</summary>
    [Range(JpegStructure.MinSide, JpegStructure.MaxSide)]
    public int Width { get; set; } = 640;

    /// <summary>Picture height in pixels, 16 to 4096.</summary>
    [Range(JpegStructure.MinSide, JpegStructure.MaxSide)]
    public int Height { get; set; } = 480;

    /// <summary>Frames per second, 0.1 to 60.</summary>
    [Range(0.1, 60.0)]
    public double FramesPerSecond { get; set; } = 15;

    /// <summary>
    /// The point within a frame interval at which a picture is taken, 0 to 1, by the clock. It
    /// makes simulated cameras capture together, or apart; null means no fixed point. Only for
    /// <c>pattern</c>, and for <c>file</c> with a folder.
    /// </summary>
    [Range(0.0, 1.0)]
    public double? Phase { get; set; }

    /// <summary>JPEG quality, 1 (small) to 100 (fine).</summary>
    [Range(1, 100)]
    public int Quality { get; set; } = 80;

    /// <summary>
    /// Clockwise rotation in degrees: 0, 90, 180 or 270, if the source can rotate.
    /// </summary>
    [AllowedValues(0, 90, 180, 270, ErrorMessage = "The field {0} must be 0, 90, 180 or 270.")]
    public int Rotation { get; set; }

    /// <summary>The camera's device, for <c>v4l2</c>.</summary>
    [Required]
    public string Device { get; set; } = "/dev/video0";

    /// <summary>
    /// A video file, or a folder of JPEGs that are shown in the order of their names; for
    /// <c>file</c>.
    /// </summary>
    public string? File { get; set; }

    /// <summary>
    /// The most frames that may wait to be published, 1 to 1000; the newest are kept.
    /// </summary>
    [Range(1, 1000)]
    public int RingCapacity { get; set; } = 8;

    /// <summary>
    /// The largest JPEG that is accepted from a source, in bytes, 1 KiB to 16 MiB.
    /// </summary>
    [Range(1 << 10, 1 << 24)]
    public int MaxFrameBytes { get; set; } = 4 << 20;

    /// <summary>
    /// Seconds without a frame, 1 to 600, after which the source is restarted; at least three frame
    /// intervals.
    /// </summary>
    [Range(1, 600)]
    public int StallSeconds { get; set; } = 5;

    /// <summary>Seconds between two statuses, 1 to 300. Changes are published at once.</summary>
    [Range(1, 300)]
    public int StatusSeconds { get; set; } = 5;

    /// <summary>The MQTT quality of service of frames, 0 or 1.</summary>
    [Range(0, 1)]
    public int QualityOfService { get; set; } = 1;

    /// <summary>The most frames sent and not yet acknowledged, 1 to 100.</summary>
    [Range(1, 100)]
    public int InFlight { get; set; } = 4;

    /// <summary>Seconds after which a frame is too old to deliver, 1 to 60.</summary>
    [Range(1, 60)]
    public int FrameExpirySeconds { get; set; } = 2;

    /// <summary>Frames traced per second, 0 (none) to 1000 (all).</summary>
    [Range(0.0, 1000.0)]
    public double TracesPerSecond { get; set; } = 1;

    /// <summary>Checks that need more than one option.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Camera.Length > 0 && !CameraId.TryParse(Camera, out _))
        {
            yield return new ValidationResult(
                $"The field EdgeOptions.Camera must be {CameraId.Rule}.",
                [nameof(Camera)]
            );
        }
        if (Source == "pattern" && !CameraSources.HasPattern)
        {
            yield return new ValidationResult(
                "The field EdgeOptions.Source must be rpicam, v4l2 or file: "
                    + "this program was published without the test pattern. "
                    + "deploy/edge/publish --with-pattern includes it.",
                [nameof(Source)]
            );
        }
        if (Source == "file" && !System.IO.File.Exists(File) && !Directory.Exists(File))
        {
            yield return new ValidationResult(
                "The field EdgeOptions.File must name a video file or a folder of JPEGs that exists.",
                [nameof(File)]
            );
        }
        if (Device.Contains('"') || File?.Contains('"') == true)
        {
            yield return new ValidationResult(
                "The fields EdgeOptions.Device and EdgeOptions.File must not contain '\"'.",
                [nameof(File)]
            );
        }
    }
}
