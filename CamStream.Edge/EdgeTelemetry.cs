using System.Diagnostics;
using System.Diagnostics.Metrics;
using CamStream.Frames;
using CamStream.Frames.Mqtt;
using CamStream.Frames.Telemetry;

namespace CamStream.Edge;

/// <summary>The spans and metrics of a camera.</summary>
internal sealed class EdgeTelemetry
{
    /// <summary>The name of the activity source and the meter.</summary>
    public const string Name = "CamStream.Edge";

    private static readonly ActivitySource _source = new(Name);
    private static readonly KeyValuePair<string, object?> _cameraStage = new(FrameTelemetry.Stage, FrameStage.Camera);

    private readonly CameraId _id;
    private readonly BrokerOptions _broker;
    private readonly string _topic;
    private readonly KeyValuePair<string, object?> _camera;
    private readonly Counter<long> _frames;
    private readonly ByteCounter _bytes;
    private readonly Histogram<double> _stages;
    private readonly Counter<long> _restarts;

    public EdgeTelemetry(IMeterFactory meters, CameraId camera, BrokerOptions broker, FrameCounts counts)
    {
        (_id, _broker, _topic, _camera) = (
            camera,
            broker,
            Topics.Frame(camera),
            new(FrameTelemetry.CameraId, camera.Value)
        );
        var meter = meters.Create(Name);
        meter.CreateObservableCounter(
            "camstream.frames.captured",
            () => new Measurement<long>(counts.Captured, _camera),
            "{frame}",
            "Frames captured."
        );
        meter.CreateObservableCounter(
            "camstream.frames.published",
            () => new Measurement<long>(counts.Published, _camera),
            "{frame}",
            "Frames published: the broker acknowledged them, or the connection broke before it could."
        );
        _frames = meter.CreateCounter<long>(
            FrameTelemetry.Frames,
            "{frame}",
            "Frames that the camera agent dropped, by outcome: the reason of the drop."
        );
        _bytes = new ByteCounter(meter, "JPEGs published.");
        _stages = meter.CreateHistogram(
            FrameTelemetry.StageDuration,
            "s",
            "Duration of a frame's stages. Here camera: from capture to the start of its publishing.",
            advice: FrameTelemetry.Seconds
        );
        _restarts = meter.CreateCounter<long>(
            "camstream.source.restarts",
            "{restart}",
            "Restarts of the source after it ended, failed or stalled."
        );
        meter.CreateObservableUpDownCounter(
            FrameTelemetry.QueueDepth,
            () => new Measurement<int>(counts.Waiting, _camera),
            "{frame}",
            "Frames that wait to be published or acknowledged."
        );
    }

    /// <summary>Counts a frame that the broker took.</summary>
    /// <param name="bytes">The JPEG's length.</param>
    /// <param name="waited">The time from capture to the start of publishing.</param>
    public void FramePublished(int bytes, TimeSpan waited)
    {
        _bytes.Sent(_id, bytes);
        _stages.Record(Math.Max(0, waited.TotalSeconds), _camera, _cameraStage);
    }

    /// <summary>
    /// Counts a dropped frame and marks its trace: <paramref name="publish"/>, or a new span.
    /// </summary>
    public void FrameDropped(Frame frame, string reason, Activity? publish = null)
    {
        _frames.Add(1, _camera, new(FrameTelemetry.Outcome, reason));
        using var own = publish is null ? StartPublish(frame) : null;
        (publish ?? own)?.SetDropped(reason);
    }

    public void SourceRestarted() => _restarts.Add(1, _camera);

    /// <summary>Starts the trace of a sampled frame; null if nobody listens.</summary>
    public Activity? StartCapture(DateTimeOffset captured, long sequence, int bytes) =>
        _source
            .StartActivity("capture", ActivityKind.Internal, default(ActivityContext), startTime: captured)
            ?.SetFrame(_id, sequence)
            .SetTag("camstream.frame.size", bytes);

    /// <summary>
    /// Starts the span of a frame's publishing; null if the frame is not sampled or nobody listens.
    /// </summary>
    public Activity? StartPublish(Frame frame, DateTimeOffset began = default) =>
        frame.Header.TryGetTraceContext(out var capture)
            ? _source
                .StartActivity("publish", ActivityKind.Producer, capture, startTime: began)
                ?.SetFrame(_id, frame.Header.Sequence)
                .SetMessage("publish", "send", _topic, frame.Length)
                .SetServer(_broker.Host, _broker.Port)
            : null;
}
