using System.Text.Json.Serialization;

namespace FFMpegCore.Probing;

internal sealed class ProbeFormat
{
    [JsonPropertyName("duration")] public string? Duration { get; init; }
    [JsonPropertyName("start_time")] public string? StartTime { get; init; }
    [JsonPropertyName("format_name")] public string FormatName { get; init; } = null!;
    [JsonPropertyName("format_long_name")] public string FormatLongName { get; init; } = null!;
    [JsonPropertyName("nb_streams")] public int NbStreams { get; init; }
    [JsonPropertyName("probe_score")] public int ProbeScore { get; init; }
    [JsonPropertyName("bit_rate")] public string? BitRate { get; init; }
}
