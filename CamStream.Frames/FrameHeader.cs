using System.Diagnostics;

namespace CamStream.Frames;

/// <summary>
/// What travels beside a JPEG, in the same form over MQTT (user properties) and HTTP (part
/// headers).
/// </summary>
/// <param name="Boot">
/// Random for each process start of the camera, 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-'. It
/// tells a restart from a sequence that goes back.
/// </param>
/// <param name="Sequence">
/// The number of the frame, counted at capture from 0. A hole is a frame that was dropped on the
/// way.
/// </param>
/// <param name="Captured">
/// When the shutter closed, by the camera's clock, to the microsecond.
/// </param>
/// <param name="TraceParent">
/// The trace context (<see cref="CamStream.Frames.TraceParent"/>) of a sampled frame, else null.
/// </param>
/// <param name="Times">
/// When a sampled frame passed its stages; null for other frames.
/// </param>
/// <param name="Dropped">
/// How many frames of this boot the camera had dropped when it published this one. Over MQTT only.
/// </param>
public readonly record struct FrameHeader(
    string Boot,
    long Sequence,
    DateTimeOffset Captured,
    string? TraceParent = null,
    FrameTimes? Times = null,
    long Dropped = 0
)
{
    /// <summary>The field of <see cref="Boot"/>.</summary>
    public const string BootField = "boot";

    /// <summary>The field of <see cref="Sequence"/>, decimal.</summary>
    public const string SequenceField = "seq";

    /// <summary>
    /// The field of <see cref="Captured"/>: decimal microseconds since the Unix epoch, UTC.
    /// </summary>
    public const string CapturedField = "captured";

    /// <summary>The field of <see cref="TraceParent"/>, sent only when there is one.</summary>
    public const string TraceParentField = "traceparent";

    /// <summary>
    /// The field of <see cref="FrameTimes.Published"/>, in the form of <see cref="CapturedField"/>.
    /// Only sampled frames have it and the next two.
    /// </summary>
    public const string PublishedField = "published";

    /// <summary>The field of <see cref="FrameTimes.Received"/>.</summary>
    public const string ReceivedField = "received";

    /// <summary>The field of <see cref="FrameTimes.Forwarded"/>.</summary>
    public const string ForwardedField = "forwarded";

    /// <summary>
    /// The field of <see cref="Dropped"/>, decimal; sent only when that is more than 0.
    /// </summary>
    public const string DroppedField = "dropped";

    /// <summary>
    /// The field of <see cref="Frame.Picture"/> between Ingest and Encoder, <c>640x480</c>: width
    /// and height in pixels. Without it or <see cref="CorrectionField"/> the Encoder judges the
    /// frame itself.
    /// </summary>
    public const string SizeField = "size";

    /// <summary>
    /// The field of <see cref="Frame.Correction"/> between Ingest and Encoder: decimal
    /// microseconds, with a sign when negative.
    /// </summary>
    public const string CorrectionField = "correction";

    /// <summary>The field of the <see cref="FeedPlace"/> between Ingest and Encoder.</summary>
    public const string FeedField = "feed";

    /// <summary>
    /// The field that marks a part as a copy (<see cref="Frame.IsCopy"/>), whatever its value.
    /// </summary>
    public const string CopyField = "copy";

    /// <summary>Whether a malformed <c>traceparent</c> was ignored.</summary>
    public bool HadMalformedTrace { get; init; }

    /// <summary>
    /// <see cref="Captured"/> as it travels: microseconds since the Unix epoch, UTC.
    /// </summary>
    public long CapturedMicroseconds => UnixMicroseconds.From(Captured);

    /// <summary>The trace context of the frame; false when it is not sampled.</summary>
    public bool TryGetTraceContext(out ActivityContext context) =>
        CamStream.Frames.TraceParent.TryParse(TraceParent, out context);
}
