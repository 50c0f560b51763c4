using System.Diagnostics;

namespace CamStream.Testing.Otlp;

/// <summary>A span as it was exported.</summary>
/// <param name="Service">The resource's <c>service.name</c>.</param>
/// <param name="Scope">The source's name.</param>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="SpanId">16 hexadecimal digits.</param>
/// <param name="ParentId">16 hexadecimal digits; empty of a root.</param>
/// <param name="Name">Name.</param>
/// <param name="Kind">Kind.</param>
/// <param name="StartNanoseconds">Since the Unix epoch.</param>
/// <param name="EndNanoseconds">Since the Unix epoch.</param>
/// <param name="Status">Status.</param>
/// <param name="Attributes">
/// String, <see cref="long"/>, <see cref="double"/>, <see cref="bool"/>, or a list of them.
/// </param>
/// <param name="Links">Links.</param>
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
    /// <summary>When it began, to the tenth of a microsecond.</summary>
    public DateTimeOffset Start => DateTimeOffset.UnixEpoch.AddTicks(StartNanoseconds / TimeSpan.NanosecondsPerTick);

    /// <summary>When it ended, to the tenth of a microsecond.</summary>
    public DateTimeOffset End => DateTimeOffset.UnixEpoch.AddTicks(EndNanoseconds / TimeSpan.NanosecondsPerTick);
}
