using System.Diagnostics;

namespace CamStream.Testing.Otlp;

/// <summary>An exported span.</summary>
/// <param name="Service">The resource's <c>service.name</c>.</param>
/// <param name="Scope">The activity source's name.</param>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="SpanId">16 hexadecimal digits.</param>
/// <param name="ParentId">16 hexadecimal digits; empty for a root.</param>
/// <param name="Name">The span's name.</param>
/// <param name="Kind">The span's kind.</param>
/// <param name="StartNanoseconds">The start, in nanoseconds since the Unix epoch.</param>
/// <param name="EndNanoseconds">The end, in nanoseconds since the Unix epoch.</param>
/// <param name="Status">The span's status.</param>
/// <param name="Attributes">
/// Values are string, <see cref="long"/>, <see cref="double"/>, <see cref="bool"/>, or a list of
/// them.
/// </param>
/// <param name="Links">The links to other spans.</param>
public sealed record OtlpSpan(
    string Service,
    string Scope,
    string TraceId,
    string SpanId,
    string ParentId,
    string Name,
    ActivityKind Kind,
    long StartNanoseconds,
    long EndNanoseconds,
    ActivityStatusCode Status,
    IReadOnlyDictionary<string, object> Attributes,
    IReadOnlyList<OtlpLink> Links
)
{
    /// <summary>The start, to a tenth of a microsecond.</summary>
    public DateTimeOffset Start => DateTimeOffset.UnixEpoch.AddTicks(StartNanoseconds / TimeSpan.NanosecondsPerTick);

    /// <summary>The end, to a tenth of a microsecond.</summary>
    public DateTimeOffset End => DateTimeOffset.UnixEpoch.AddTicks(EndNanoseconds / TimeSpan.NanosecondsPerTick);
}
