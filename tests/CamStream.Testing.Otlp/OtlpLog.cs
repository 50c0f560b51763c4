namespace CamStream.Testing.Otlp;

/// <summary>A log record as it was exported.</summary>
/// <param name="Service">The resource's <c>service.name</c>.</param>
/// <param name="Category">The logger's name.</param>
/// <param name="Severity"><c>Information</c> …, as the logger says it.</param>
/// <param name="Text">What was logged.</param>
/// <param name="TraceId">32 hexadecimal digits; empty where it was logged in no span.</param>
public sealed record OtlpLog(string Service, string Category, string Severity, string Text, string TraceId);
