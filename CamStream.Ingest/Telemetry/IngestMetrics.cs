using System.Diagnostics.Metrics;
using CamStream.Frames;
using CamStream.Frames.Telemetry;

namespace CamStream.Ingest.Telemetry;

/// <summary>What Ingest counts: one meter, <c>CamStream.Ingest</c>.</summary>
internal sealed class IngestMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "CamStream.Ingest";

    private const string DetailTag = "camstream.refusal.detail";

    private static readonly KeyValuePair<string, object?> _network = new(FrameTelemetry.Stage, FrameStage.Network);
    private static readonly KeyValuePair<string, object?> _ingest = new(FrameTelemetry.Stage, FrameStage.Ingest);

    private readonly Meter _meter;
    private readonly Counter<long> _frames;
    private readonly Counter<long> _refused;
    private readonly ObservedCounter<CameraId> _forwarded;
    private readonly ByteCounter _bytes;
    private readonly Counter<long> _feedFailures;
    private readonly Counter<long> _clockJumps;
    private readonly Counter<long> _malformedTraces;
    private readonly Histogram<double> _stages;

    public IngestMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _frames = _meter.CreateCounter<long>(
            FrameTelemetry.Frames,
            "{frame}",
            "Frames dropped at Ingest or before it, by reason."
        );
        _forwarded = new(
            _meter,
            "camstream.frames.forwarded",
            "{frame}",
            "Frames forwarded to encoders.",
            camera => [Tag(camera)]
        );
        _refused = _meter.CreateCounter<long>(
            "camstream.messages.refused",
            "{message}",
            "Messages that are neither frame nor status nor settings of a camera, by problem."
        );
        _bytes = new ByteCounter(_meter, "JPEGs received and forwarded.");
        _feedFailures = _meter.CreateCounter<long>(
            "camstream.feed.failures",
            "{failure}",
            "Streams to an encoder that could not be opened, or broke."
        );
        _clockJumps = _meter.CreateCounter<long>(
            "camstream.clock.jumps",
            "{jump}",
            "Times that a camera's clock was set."
        );
        _malformedTraces = _meter.CreateCounter<long>(
            "camstream.traces.malformed",
            "{frame}",
            "Frames accepted without their trace, because the traceparent was malformed."
        );
        _stages = _meter.CreateHistogram(
            FrameTelemetry.StageDuration,
            "s",
            "How long frames take, by stage. Here network: from publishing to arrival, of sampled frames; "
                + "ingest: from arrival to forwarding.",
            advice: FrameTelemetry.Seconds
        );
    }

    /// <summary>Observes the clocks of cameras.</summary>
    /// <param name="clocks">What is added to each camera's time to get the cluster's.</param>
    public void ObserveClocks(Func<IEnumerable<(CameraId Camera, TimeSpan Correction)>> clocks) =>
        _meter.CreateObservableGauge(
            "camstream.clock.offset",
            () => clocks().Select(clock => new Measurement<double>(clock.Correction.TotalSeconds, Tag(clock.Camera))),
            "s",
            "How far a camera's clock is behind ours (negative: ahead); 0 while it is trusted."
        );

    /// <summary>Observes how many frames wait in each camera's queue.</summary>
    public void ObserveQueues(Func<IEnumerable<(CameraId Camera, int Waiting)>> queues) =>
        _meter.CreateObservableUpDownCounter(
            FrameTelemetry.QueueDepth,
            () => queues().Select(queue => new Measurement<int>(queue.Waiting, Tag(queue.Camera))),
            "{frame}",
            "Frames that wait to be forwarded."
        );

    /// <summary>A frame was accepted.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="bytes">The size of the JPEG.</param>
    /// <param name="network">
    /// The time from publishing to arrival; null when the frame is not sampled.
    /// </param>
    public void FrameReceived(CameraId camera, int bytes, TimeSpan? network)
    {
        _bytes.Received(camera, bytes);
        if (network is { } known)
            _stages.Record(Math.Max(0, known.TotalSeconds), Tag(camera), _network);
    }

    /// <summary>A frame was written to an encoder.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="bytes">The size of the JPEG.</param>
    /// <param name="waited">The time from arrival to the start of the writing.</param>
    public void FrameForwarded(CameraId camera, int bytes, TimeSpan waited)
    {
        _forwarded.Add(camera);
        _bytes.Sent(camera, bytes);
        _stages.Record(Math.Max(0, waited.TotalSeconds), Tag(camera), _ingest);
    }

    /// <summary>
    /// Frames were dropped; <paramref name="reason"/> is a <see cref="DropReason"/>.
    /// </summary>
    public void FramesDropped(CameraId camera, string reason, long count = 1) =>
        _frames.Add(count, Tag(camera), new(FrameTelemetry.Outcome, reason));

    /// <summary>
    /// A message on a frame topic is not a frame. <paramref name="camera"/> is null unless the
    /// camera is known: whoever publishes garbage cannot make time series.
    /// </summary>
    public void FrameRefused(CameraId? camera, string detail) =>
        _frames.Add(
            1,
            new(FrameTelemetry.CameraId, camera?.Value),
            new(FrameTelemetry.Outcome, DropReason.Invalid),
            new(DetailTag, detail)
        );

    /// <summary>
    /// A message is neither frame nor status nor settings; <paramref name="camera"/> as in
    /// <see cref="FrameRefused"/>.
    /// </summary>
    public void MessageRefused(CameraId? camera, string detail) =>
        _refused.Add(1, new(FrameTelemetry.CameraId, camera?.Value), new(DetailTag, detail));

    /// <summary>A camera's clock was set.</summary>
    public void ClockJumped(CameraId camera) => _clockJumps.Add(1, Tag(camera));

    /// <summary>A frame was accepted without its trace context, which is malformed.</summary>
    public void TraceMalformed(CameraId camera) => _malformedTraces.Add(1, Tag(camera));

    /// <summary>A stream to an encoder could not be opened, or broke.</summary>
    public void FeedFailed(string encoder) =>
        _feedFailures.Add(1, new KeyValuePair<string, object?>(IngestTracing.EncoderName, encoder));

    private static KeyValuePair<string, object?> Tag(CameraId camera) => new(FrameTelemetry.CameraId, camera.Value);
}
