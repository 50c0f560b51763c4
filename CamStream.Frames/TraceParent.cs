using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace CamStream.Frames;

/// <summary>
/// The trace context of a sampled frame: a <c>traceparent</c> of W3C Trace Context §3.2, version
/// 00.
/// <code>
///   00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01
///   └┬ └─ trace id, 32 hex digits      └─ span id, 16    └─ flags: 01, sampled
///    version
/// </code>
/// </summary>
public static class TraceParent
{
    private const int Length = 55;
    private const int SpanDash = 35;
    private const int FlagsDash = 52;

    /// <summary>
    /// Reads a trace context; false when it is missing, malformed or not sampled.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ActivityContext context)
    {
        context = default;
        return text is { Length: Length }
            && text.StartsWith("00-", StringComparison.Ordinal)
            && text[SpanDash] == '-'
            && text[FlagsDash] == '-'
            && ActivityContext.TryParse(text, null, isRemote: true, out context)
            && context.TraceFlags.HasFlag(ActivityTraceFlags.Recorded);
    }

    /// <summary>
    /// The trace context that a sampled frame goes on with: that of <paramref name="span"/>, or the
    /// frame's own when no span is recorded.
    /// </summary>
    public static string? Of(Activity? span, string? parent) => span is { Recorded: true } ? span.Id : parent;

    /// <summary>
    /// The trace context of a new trace, for a frame that is sampled while no span is recorded.
    /// </summary>
    public static string Random() =>
        $"00-{ActivityTraceId.CreateRandom().ToHexString()}-{ActivitySpanId.CreateRandom().ToHexString()}-01";
}
