using System.Diagnostics;
using CamStream.Frames;
using CamStream.Frames.Encoders;
using CamStream.Frames.Mqtt;
using CamStream.Frames.Telemetry;
using Microsoft.Extensions.Options;

namespace CamStream.Ingest.Telemetry;

/// <summary>
/// Ingest's spans of a sampled frame: <c>receive</c>, from arrival until the frame is checked and
/// queued, and its child <c>forward</c>, from then until the frame is written to an encoder or
/// dropped. Other frames have no spans, and neither do sampled ones when nothing listens.
/// </summary>
internal sealed class IngestTracing(IOptions<BrokerOptions> broker)
{
    /// <summary>Attribute: the encoder, by its configured name.</summary>
    public const string EncoderName = "camstream.encoder.name";

    private const string Name = "CamStream.Ingest";

    private static readonly ActivitySource _source = new(Name);

    /// <summary>
    /// Starts the span of a frame that has arrived: a child of the span that published it.
    /// </summary>
    public Activity? StartReceive(Frame frame) =>
        frame.Header.TryGetTraceContext(out var publish)
            ? _source
                .StartActivity("receive", ActivityKind.Consumer, publish, startTime: frame.Arrived)
                ?.SetFrame(frame.Camera, frame.Header.Sequence)
                .SetMessage("receive", "process", Topics.Frame(frame.Camera), frame.Length)
                .SetTag("messaging.consumer.group.name", Topics.Replicas)
                .SetServer(broker.Value.Host, broker.Value.Port)
            : null;

    /// <summary>
    /// Ends <paramref name="receive"/> and starts the span that goes with the frame;
    /// <see cref="EndForward(Frame, string?)"/> ends that one.
    /// </summary>
    public static void StartForward(Frame frame, Activity? receive)
    {
        if (receive is null)
            return;
        receive.Stop();
        frame.Span = _source
            .StartActivity("forward", ActivityKind.Client, receive.Context)
            ?.SetFrame(frame.Camera, frame.Header.Sequence);
        Activity.Current = null; // the span is the frame's, not this thread's
    }

    /// <summary>
    /// Ends the span of a frame that was written to <paramref name="encoder"/>, or was dropped
    /// while it was.
    /// </summary>
    public static void EndForward(Frame frame, EncoderAddress encoder, string? dropped = null)
    {
        frame.Span?.SetTag(EncoderName, encoder.Name).SetServer(encoder.Address.Host, encoder.Address.Port);
        EndForward(frame, dropped);
    }

    /// <summary>
    /// Ends the span of a frame; <paramref name="dropped"/> is a <see cref="DropReason"/>, or null
    /// when the frame was written.
    /// </summary>
    public static void EndForward(Frame frame, string? dropped)
    {
        if (frame.Span is not { } span)
            return;
        if (dropped is not null)
            span.SetDropped(dropped);
        span.Dispose();
        frame.Span = null;
    }
}
