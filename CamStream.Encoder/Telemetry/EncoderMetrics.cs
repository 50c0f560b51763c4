using System.Diagnostics.Metrics;
using CamStream.Frames;

namespace CamStream.Encoder.Telemetry;

/// <summary>What the encoder counts. A frame is counted once: delivered, when the part it is in is published, or dropped.</summary>
internal sealed class EncoderMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "CamStream.Encoder";

    /// <summary>The outcome of a frame that was not dropped.</summary>
    public const string Delivered = "delivered";

    private static readonly double[] _seconds = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

    private readonly Meter _meter;
    private readonly Counter<long> _frames, _parts, _restarts;
    private readonly Histogram<double> _encode, _latency;
    private readonly UpDownCounter<int> _queued, _feeds;

    /// <summary>Makes the instruments.</summary>
    public EncoderMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _frames = _meter.CreateCounter<long>("camstream.frames", "{frame}", "Frames by what became of them.");
        _parts = _meter.CreateCounter<long>("camstream.parts", "{part}", "Parts published, by whether in time.");
        _restarts = _meter.CreateCounter<long>("camstream.encoder.restarts", "{restart}", "H.264 encoders that failed.");
        var buckets = new InstrumentAdvice<double> { HistogramBucketBoundaries = _seconds };
        _encode = _meter.CreateHistogram("camstream.encode.duration", "s", "From a JPEG handed to the H.264 encoder to its picture.", advice: buckets);
        _latency = _meter.CreateHistogram("camstream.frame.latency", "s", "From a frame's capture to its part's publication.", advice: buckets);
        _queued = _meter.CreateUpDownCounter<int>("camstream.queue.depth", "{frame}", "Frames that wait to be encoded.");
        _feeds = _meter.CreateUpDownCounter<int>("camstream.feeds", "{feed}", "Open streams of frames.");
    }

    /// <summary>A frame's part was published.</summary>
    public void FrameDelivered(CameraId camera, TimeSpan latency)
    {
        FrameDropped(camera, Delivered);
        _latency.Record(latency.TotalSeconds, Of(camera));
    }

    /// <summary>A frame was dropped.</summary>
    /// <param name="camera">Its camera.</param>
    /// <param name="reason">A <see cref="DropReason"/>.</param>
    public void FrameDropped(CameraId camera, string reason) => _frames.Add(1, Of(camera), new KeyValuePair<string, object?>("outcome", reason));

    /// <summary>The H.264 encoder gave a picture.</summary>
    public void PictureEncoded(CameraId camera, TimeSpan duration) => _encode.Record(duration.TotalSeconds, Of(camera));

    /// <summary>A part was published.</summary>
    /// <param name="camera">Its camera.</param>
    /// <param name="late">More than a part's time after its end and what frames needed to come.</param>
    public void PartPublished(CameraId camera, bool late) => _parts.Add(1, Of(camera), new KeyValuePair<string, object?>("outcome", late ? "late" : "on_time"));

    /// <summary>An H.264 encoder failed.</summary>
    public void EncoderFailed(CameraId camera) => _restarts.Add(1, Of(camera));

    /// <summary>A frame waits; or, negative, waits no more.</summary>
    public void Queued(CameraId camera, int change) => _queued.Add(change, Of(camera));

    /// <summary>A feed is open; or, negative, no more.</summary>
    public void Feed(CameraId camera, int change) => _feeds.Add(change, Of(camera));

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Of(CameraId camera) => new("camera", camera.Value);
}
