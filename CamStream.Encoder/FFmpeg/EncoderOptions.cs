using System.ComponentModel.DataAnnotations;

namespace CamStream.Encoder.FFmpeg;

/// <summary>How ffmpeg encodes the pictures.</summary>
internal sealed class EncoderOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Encoder";

    /// <summary>x264's preset. A slower one needs fewer bits for the same picture.</summary>
    [AllowedValues(
        "ultrafast",
        "superfast",
        "veryfast",
        "faster",
        "fast",
        "medium",
        ErrorMessage = "Use one of ultrafast, superfast, veryfast, faster, fast and medium."
    )]
    public string Preset { get; set; } = "superfast";

    /// <summary>
    /// x264's constant rate factor, 0 to 51. Lower is better and needs more bits.
    /// </summary>
    [Range(0, 51)]
    public int Crf { get; set; } = 25;

    /// <summary>
    /// The highest bit rate in kilobits per second, 50 to 100,000. Null: by the size of the
    /// picture, 800 at 640x480 and 2000 at 1280x720.
    /// </summary>
    [Range(50, 100_000)]
    public int? MaxKilobits { get; set; }

    /// <summary>The folder of the ffmpeg program. Empty: ffmpeg is searched on the PATH.</summary>
    public string BinaryFolder { get; set; } = "";
}
