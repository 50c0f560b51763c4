namespace CamStream.Testing.Otlp;

/// <summary>An exported log record.</summary>
/// <param name="Service">The resource's <c>service.name</c>.</param>
/// <param name="Category">The logger's name.</param>
/// <param name="Severity">The logger's name of the level: <c>Information</c> and so on.</param>
/// <param name="Text">The message.</param>
/// <param name="TraceId">32 hexadecimal digits; empty without a span.</param>
public sealed record OtlpLog(string Service, string Category, string Severity, string Text, string TraceId);
