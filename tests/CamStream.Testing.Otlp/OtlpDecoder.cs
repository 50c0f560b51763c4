using System.Diagnostics;
using Google.Protobuf;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Logs.V1;
using OpenTelemetry.Proto.Resource.V1;
using OpenTelemetry.Proto.Trace.V1;

namespace CamStream.Testing.Otlp;

/// <summary>Decodes spans and log records, and what all signals have in common.</summary>
internal static class OtlpDecoder
{
    /// <exception cref="InvalidProtocolBufferException">
    /// The bytes are not such a message.
    /// </exception>
    public static IEnumerable<OtlpSpan> Spans(byte[] request) =>
        from resource in TracesData.Parser.ParseFrom(request).ResourceSpans
        from scope in resource.ScopeSpans
        from span in scope.Spans
        select new OtlpSpan(
            Service(resource.Resource),
            scope.Scope?.Name ?? "",
            Id(span.TraceId),
            Id(span.SpanId),
            Id(span.ParentSpanId),
            span.Name,
            // SpanKind starts with unspecified, ActivityKind with internal.
            (ActivityKind)(span.Kind - Span.Types.SpanKind.Internal),
            (long)span.StartTimeUnixNano,
            (long)span.EndTimeUnixNano,
            (ActivityStatusCode)(span.Status?.Code ?? default), // both enums have the same values
            Attributes(span.Attributes),
            [.. span.Links.Select(link => new OtlpLink(Id(link.TraceId), Id(link.SpanId)))]
        );

    /// <inheritdoc cref="Spans"/>
    public static IEnumerable<OtlpLog> Logs(byte[] request) =>
        from resource in LogsData.Parser.ParseFrom(request).ResourceLogs
        from scope in resource.ScopeLogs
        from record in scope.LogRecords
        select new OtlpLog(
            Service(resource.Resource),
            scope.Scope?.Name ?? "",
            record.SeverityText,
            record.Body is null ? "" : Value(record.Body).ToString()!,
            Id(record.TraceId)
        );

    /// <summary>The resource's <c>service.name</c>; empty if it has none.</summary>
    public static string Service(Resource? resource) =>
        resource?.Attributes.FirstOrDefault(attribute => attribute.Key == "service.name")?.Value.StringValue ?? "";

    public static Dictionary<string, object> Attributes(IEnumerable<KeyValue> attributes) =>
        attributes.ToDictionary(attribute => attribute.Key, attribute => Value(attribute.Value));

    private static object Value(AnyValue value) =>
        value.ValueCase switch
        {
            AnyValue.ValueOneofCase.BoolValue => value.BoolValue,
            AnyValue.ValueOneofCase.IntValue => value.IntValue,
            AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue,
            AnyValue.ValueOneofCase.ArrayValue => value.ArrayValue.Values.Select(Value).ToList(),
            _ => value.StringValue,
        };

    private static string Id(ByteString bytes) => Convert.ToHexStringLower(bytes.Span);
}
