using System.Diagnostics.Metrics;
using CamStream.Frames;

namespace CamStream.Ingest.Telemetry;

/// <summary>What Ingest counts: one meter, <c>CamStream.Ingest</c>.</summary>
internal sealed class IngestMetrics
{
    private const string MeterName = "CamStream.Ingest";
    private const string CameraTag = "camstream.camera.id";
    private const string OutcomeTag = "camstream.frame.outcome";
    private const string DetailTag = "camstream.frame.detail";

    private readonly Counter<long> _frames;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _feedFailures;
    private readonly Histogram<double> _delay;

    public IngestMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _frames = meter.CreateCounter<long>("camstream.ingest.frames", "{frame}", "Frames that reached Ingest or are missing in their sequence, by outcome: forwarded, or the reason of the drop.");
        _bytes = meter.CreateCounter<long>("camstream.ingest.io", "By", "JPEG bytes forwarded to encoders.");
        _feedFailures = meter.CreateCounter<long>("camstream.ingest.feed.failures", "{failure}", "Streams to an encoder that could not be opened or broke.");
        _delay = meter.CreateHistogram("camstream.ingest.frame.delay", "s", "Capture, by the camera's clock as corrected, to arrival at Ingest.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5] });
    }

    public void FrameArrived(CameraId camera, TimeSpan delay) => _delay.Record(Math.Max(0, delay.TotalSeconds), Tag(camera));

    public void FrameForwarded(CameraId camera, int bytes)
    {
        _frames.Add(1, Tag(camera), new(OutcomeTag, "forwarded"));
        _bytes.Add(bytes, Tag(camera));
    }

    public void FramesDropped(CameraId camera, string reason, long count = 1) => _frames.Add(count, Tag(camera), new(OutcomeTag, reason));

    /// <summary>A message that is no frame; <paramref name="camera"/> is null where its topic names no camera that is known, so that nonsense makes no metric of its own.</summary>
    public void FrameRefused(CameraId? camera, string detail) =>
        _frames.Add(1, new(CameraTag, camera?.Value), new(OutcomeTag, DropReason.Invalid), new(DetailTag, detail));

    public void FeedFailed(string encoder) => _feedFailures.Add(1, new KeyValuePair<string, object?>("camstream.encoder.name", encoder));

    private static KeyValuePair<string, object?> Tag(CameraId camera) => new(CameraTag, camera.Value);
}
