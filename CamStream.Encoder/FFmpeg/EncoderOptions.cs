using System.ComponentModel.DataAnnotations;

namespace CamStream.Encoder.FFmpeg;

/// <summary>How pictures are encoded.</summary>
internal sealed class EncoderOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Encoder";

    /// <summary>x264's preset: speed against bits.</summary>
    [AllowedValues(
        "ultrafast",
        "superfast",
        "veryfast",
        "faster",
        "fast",
        "medium",
        ErrorMessage = "One of ultrafast, superfast, veryfast, faster, fast and medium is wanted."
    )]
    public string Preset { get; set; } = "superfast";

    /// <summary>x264's constant rate factor, 0 to 51; less is better and more bits.</summary>
    [Range(0, 51)]
    public int Crf { get; set; } = 25;

    /// <summary>
    /// The bit rate is kept below this many kilobits a second; without it, by picture size: 800 at
    /// 640x480, 2000 at 1280x720.
    /// </summary>
    [Range(50, 100_000)]
    public int? MaxKilobits { get; set; }

    /// <summary>The folder of the ffmpeg program; empty: found on the PATH.</summary>
    public string BinaryFolder { get; set; } = "";
}
