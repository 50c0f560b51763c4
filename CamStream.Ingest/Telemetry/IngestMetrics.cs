using System.Diagnostics.Metrics;
using CamStream.Frames;
using CamStream.Frames.Telemetry;
using CamStream.Ingest.Cameras;

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

    public IngestMetrics(IMeterFactory meters, CameraRegistry cameras)
    {
        _meter = meters.Create(MeterName);
        _frames = _meter.CreateCounter<long>(
            FrameTelemetry.Frames,
            "{frame}",
            "Frames that ended here or on the way here, by outcome: the reason of the drop."
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
            "Messages that are neither frame nor status nor settings of a camera, by what is wrong."
        );
        _bytes = new ByteCounter(_meter, "JPEGs received and forwarded.");
        _feedFailures = _meter.CreateCounter<long>(
            "camstream.feed.failures",
            "{failure}",
            "Streams to an encoder that could not be opened or broke."
        );
        _clockJumps = _meter.CreateCounter<long>(
            "camstream.clock.jumps",
            "{jump}",
            "Times that a camera's clock was set."
        );
        _malformedTraces = _meter.CreateCounter<long>(
            "camstream.traces.malformed",
            "{frame}",
            "Frames taken without their trace, as its traceparent was none."
        );
        _stages = _meter.CreateHistogram(
            FrameTelemetry.StageDuration,
            "s",
            "How long frames take, by stage. Here network: from publishing to arrival, of sampled frames; ingest: from arrival to forwarding.",
            advice: FrameTelemetry.Seconds
        );
        _meter.CreateObservableGauge(
            "camstream.clock.offset",
            () => ClockOffsets(cameras),
            "s",
            "How far a camera's clock is behind ours (negative: ahead); 0 while it is trusted."
        );
    }

    /// <summary>Has the queues' depths observed.</summary>
    public void ObserveQueues(Func<IEnumerable<(CameraId Camera, int Waiting)>> queues) =>
        _meter.CreateObservableUpDownCounter(
            FrameTelemetry.QueueDepth,
            () => queues().Select(queue => new Measurement<int>(queue.Waiting, Tag(queue.Camera))),
            "{frame}",
            "Frames that wait to be forwarded."
        );

    /// <summary>A frame was taken.</summary>
    /// <param name="camera">Its camera.</param>
    /// <param name="bytes">Of the JPEG.</param>
    /// <param name="network">
    /// From its publishing to its arrival; null when that is not known, as it is not sampled.
    /// </param>
    public void FrameReceived(CameraId camera, int bytes, TimeSpan? network)
    {
        _bytes.Received(camera, bytes);
        if (network is { } known)
            _stages.Record(Math.Max(0, known.TotalSeconds), Tag(camera), _network);
    }

    /// <summary>A frame was written to an encoder.</summary>
    /// <param name="camera">Its camera.</param>
    /// <param name="bytes">Of the JPEG.</param>
    /// <param name="waited">From its arrival to its turn.</param>
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
    /// A message that is no frame; <paramref name="camera"/> is null where its topic names no
    /// camera that is known, so that nonsense makes no metric of its own.
    /// </summary>
    public void FrameRefused(CameraId? camera, string detail) =>
        _frames.Add(
            1,
            new(FrameTelemetry.CameraId, camera?.Value),
            new(FrameTelemetry.Outcome, DropReason.Invalid),
            new(DetailTag, detail)
        );

    /// <summary>
    /// A message that is nothing else either; <paramref name="camera"/> as with
    /// <see cref="FrameRefused"/>.
    /// </summary>
    public void MessageRefused(CameraId? camera, string detail) =>
        _refused.Add(1, new(FrameTelemetry.CameraId, camera?.Value), new(DetailTag, detail));

    /// <summary>A camera's clock was set.</summary>
    public void ClockJumped(CameraId camera) => _clockJumps.Add(1, Tag(camera));

    /// <summary>A frame was taken, and its trace context was not.</summary>
    public void TraceMalformed(CameraId camera) => _malformedTraces.Add(1, Tag(camera));

    /// <summary>A stream to an encoder could not be opened, or broke.</summary>
    public void FeedFailed(string encoder) =>
        _feedFailures.Add(1, new KeyValuePair<string, object?>(IngestTracing.EncoderName, encoder));

    private static IEnumerable<Measurement<double>> ClockOffsets(CameraRegistry cameras)
    {
        foreach (var camera in cameras.All())
        {
            if (camera.ClockOffset is { } offset)
                yield return new Measurement<double>(offset.TotalSeconds, Tag(camera.Id));
        }
    }

    private static KeyValuePair<string, object?> Tag(CameraId camera) => new(FrameTelemetry.CameraId, camera.Value);
}
