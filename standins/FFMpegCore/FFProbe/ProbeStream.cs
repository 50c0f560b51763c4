using System.Text.Json.Serialization;

namespace FFMpegCore.Probing;

internal sealed class ProbeStream
{
    [JsonPropertyName("index")] public int Index { get; init; }
    [JsonPropertyName("codec_type")] public string CodecType { get; init; } = null!;
    [JsonPropertyName("codec_name")] public string CodecName { get; init; } = null!;
    [JsonPropertyName("codec_long_name")] public string CodecLongName { get; init; } = null!;
    [JsonPropertyName("codec_tag_string")] public string CodecTagString { get; init; } = null!;
    [JsonPropertyName("codec_tag")] public string CodecTag { get; init; } = null!;
    [JsonPropertyName("bit_rate")] public string? BitRate { get; init; }
    [JsonPropertyName("start_time")] public string? StartTime { get; init; }
    [JsonPropertyName("duration")] public string? Duration { get; init; }
    [JsonPropertyName("avg_frame_rate")] public string? AvgFrameRate { get; init; }
    [JsonPropertyName("r_frame_rate")] public string? RFrameRate { get; init; }
    [JsonPropertyName("profile")] public string Profile { get; init; } = null!;
    [JsonPropertyName("level")] public int Level { get; init; }
    [JsonPropertyName("width")] public int? Width { get; init; }
    [JsonPropertyName("height")] public int? Height { get; init; }
    [JsonPropertyName("pix_fmt")] public string PixFmt { get; init; } = null!;
    [JsonPropertyName("color_range")] public string ColorRange { get; init; } = null!;
}
