using System.Diagnostics.Metrics;
using CamStream.Frames;
using CamStream.Frames.Telemetry;

namespace CamStream.Encoder.Telemetry;

/// <summary>
/// What the encoder counts. A frame is counted once: delivered, when the part it is in is
/// published, or dropped.
/// </summary>
internal sealed class EncoderMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "CamStream.Encoder";

    /// <summary>The outcome of a frame that was not dropped.</summary>
    public const string Delivered = "delivered";

    private static readonly KeyValuePair<string, object?> _feedStage = new(FrameTelemetry.Stage, FrameStage.Feed);
    private static readonly KeyValuePair<string, object?> _encodeStage = new(FrameTelemetry.Stage, FrameStage.Encode),
        _packageStage = new(FrameTelemetry.Stage, FrameStage.Package);

    private readonly Meter _meter;
    private readonly Counter<long> _frames,
        _restarts;
    private readonly ObservedCounter<(CameraId Camera, bool IsLate)> _parts;
    private readonly ByteCounter _bytes;
    private readonly Histogram<double> _stages,
        _latency;
    private readonly Gauge<double> _speed;

    /// <summary>Makes the instruments.</summary>
    public EncoderMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _frames = _meter.CreateCounter<long>(
            FrameTelemetry.Frames,
            "{frame}",
            "Frames that ended here, by outcome: delivered, or the reason of the drop."
        );
        _parts = new(
            _meter,
            "camstream.parts",
            "{part}",
            "Parts published, by whether in time.",
            part => [Of(part.Camera), new("camstream.part.outcome", part.IsLate ? "late" : "on_time")]
        );
        _restarts = _meter.CreateCounter<long>(
            "camstream.encoder.restarts",
            "{restart}",
            "H.264 encoders that failed."
        );
        _bytes = new ByteCounter(_meter, "JPEGs received and parts published.");
        _stages = _meter.CreateHistogram(
            FrameTelemetry.StageDuration,
            "s",
            "How long frames take, by stage. Here feed: from forwarding to arrival, of sampled frames; encode: to the picture; package: until its part is published.",
            advice: FrameTelemetry.Seconds
        );
        _latency = _meter.CreateHistogram(
            "camstream.frame.latency",
            "s",
            "From a frame's capture to its part's publication.",
            advice: FrameTelemetry.Seconds
        );
        _speed = _meter.CreateGauge<double>(
            "camstream.encode.speed",
            "1",
            "A segment's duration by the time that its encoding took: below 1, frames are dropped."
        );
    }

    /// <summary>
    /// Has observed what the cameras have at a moment, when somebody asks: no frame and no request
    /// pays for it.
    /// </summary>
    public void Observe(Func<IReadOnlyCollection<CameraLoad>> cameras)
    {
        Observe(FrameTelemetry.QueueDepth, "{frame}", "Frames that wait to be encoded.", load => load.WaitingFrames);
        Observe("camstream.feeds", "{feed}", "Open streams of frames.", load => load.Feeds);
        Observe(
            "camstream.requests.waiting",
            "{request}",
            "Requests that wait for what is not there yet.",
            load => load.WaitingRequests
        );

        void Observe(string name, string unit, string description, Func<CameraLoad, int> figure) =>
            _meter.CreateObservableUpDownCounter(
                name,
                () => cameras().Select(load => new Measurement<int>(figure(load), Of(load.Camera))),
                unit,
                description
            );
    }

    /// <summary>The JPEG of a frame came in.</summary>
    /// <param name="camera">Its camera.</param>
    /// <param name="bytes">Its length.</param>
    /// <param name="feed">
    /// From its forwarding to its arrival; null when that is not known, as it is not sampled.
    /// </param>
    public void FrameReceived(CameraId camera, int bytes, TimeSpan? feed)
    {
        _bytes.Received(camera, bytes);
        if (feed is { } known)
            Record(camera, known, _feedStage);
    }

    /// <summary>A frame's picture came out.</summary>
    /// <param name="camera">Its camera.</param>
    /// <param name="taken">Since the frame arrived.</param>
    public void FrameEncoded(CameraId camera, TimeSpan taken) => Record(camera, taken, _encodeStage);

    /// <summary>
    /// A frame's part was published. <see cref="FramesEnded"/> counts the frames of the part.
    /// </summary>
    /// <param name="camera">Its camera.</param>
    /// <param name="taken">Since its picture came out.</param>
    /// <param name="latency">Since it was captured.</param>
    public void FramePublished(CameraId camera, TimeSpan taken, TimeSpan latency)
    {
        Record(camera, taken, _packageStage);
        _latency.Record(Math.Max(0, latency.TotalSeconds), Of(camera));
    }

    /// <summary>A frame was dropped; a copy of one is not counted.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="reason">A <see cref="DropReason"/>.</param>
    public void FrameDropped(Frame frame, string reason)
    {
        if (!frame.IsCopy)
            FramesEnded(frame.Camera, reason);
    }

    /// <summary>Frames ended here.</summary>
    /// <param name="camera">Their camera.</param>
    /// <param name="outcome"><see cref="Delivered"/>, or a <see cref="DropReason"/>.</param>
    /// <param name="count">How many.</param>
    public void FramesEnded(CameraId camera, string outcome, int count = 1)
    {
        if (count > 0)
            _frames.Add(count, Of(camera), new KeyValuePair<string, object?>(FrameTelemetry.Outcome, outcome));
    }

    /// <summary>A segment was encoded.</summary>
    /// <param name="camera">Its camera.</param>
    /// <param name="speed">Its duration by the time that took.</param>
    public void SegmentEncoded(CameraId camera, double speed) => _speed.Record(speed, Of(camera));

    /// <summary>A part was published.</summary>
    /// <param name="camera">Its camera.</param>
    /// <param name="bytes">Its length.</param>
    /// <param name="late">
    /// More than a part's time after its end and the longest that frames are waited for.
    /// </param>
    public void PartPublished(CameraId camera, int bytes, bool late)
    {
        _parts.Add((camera, late));
        _bytes.Sent(camera, bytes);
    }

    /// <summary>An H.264 encoder failed.</summary>
    public void EncoderFailed(CameraId camera) => _restarts.Add(1, Of(camera));

    private void Record(CameraId camera, TimeSpan taken, KeyValuePair<string, object?> stage) =>
        _stages.Record(Math.Max(0, taken.TotalSeconds), Of(camera), stage);

    private static KeyValuePair<string, object?> Of(CameraId camera) => new(FrameTelemetry.CameraId, camera.Value);
}
