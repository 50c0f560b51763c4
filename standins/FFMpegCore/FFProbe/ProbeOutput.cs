using System.Text.Json.Serialization;

namespace FFMpegCore.Probing;

/// <summary>The JSON that <c>ffprobe -print_format json</c> writes.</summary>
internal sealed class ProbeOutput
{
    [JsonPropertyName("format")] public ProbeFormat? Format { get; init; }
    [JsonPropertyName("streams")] public List<ProbeStream>? Streams { get; init; }
}
