namespace CamStream.Testing.Otlp;

/// <summary>A span's link to another span.</summary>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="SpanId">16 hexadecimal digits.</param>
public sealed record OtlpLink(string TraceId, string SpanId);
