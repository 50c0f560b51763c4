using System.Diagnostics;

namespace CamStream.Frames;

/// <summary>
/// What travels beside a JPEG, the same on MQTT (user properties) and on HTTP (part headers).
/// </summary>
/// <param name="Boot">Random per process start of the camera, 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-': tells a restart from a sequence that goes back.</param>
/// <param name="Sequence">Counted at capture from any start, never negative: a hole in it is a frame dropped on the way here.</param>
/// <param name="Captured">When the shutter closed, by the camera's own clock, to the microsecond.</param>
/// <param name="TraceParent">The W3C trace context (<c>traceparent</c>, Trace Context §3.2) of a sampled frame, else null.</param>
public readonly record struct FrameHeader(string Boot, long Sequence, DateTimeOffset Captured, string? TraceParent = null)
{
    /// <summary>The field of <see cref="Boot"/>.</summary>
    public const string BootField = "boot";

    /// <summary>The field of <see cref="Sequence"/>, decimal.</summary>
    public const string SequenceField = "seq";

    /// <summary>The field of <see cref="Captured"/>: decimal microseconds since the Unix epoch, UTC.</summary>
    public const string CapturedField = "captured";

    /// <summary>The field of <see cref="TraceParent"/>, sent only when there is one.</summary>
    public const string TraceParentField = "traceparent";

    /// <summary><see cref="Captured"/> as it travels: microseconds since the Unix epoch.</summary>
    public long CapturedMicroseconds => (Captured - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>The trace context of the frame; false when it is not sampled or not valid.</summary>
    public bool TryGetTraceContext(out ActivityContext context) => ActivityContext.TryParse(TraceParent, null, isRemote: true, out context);
}
