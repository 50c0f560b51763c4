using System.Diagnostics;
using System.Diagnostics.Metrics;
using CamStream.Frames;

namespace CamStream.Edge;

/// <summary>The spans and metrics of a camera.</summary>
internal sealed class EdgeTelemetry
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "CamStream.Edge";

    /// <summary>Spans: <c>capture</c> and, its child, <c>publish</c>.</summary>
    public static readonly ActivitySource Source = new(Name);

    private readonly KeyValuePair<string, object?> _camera;
    private readonly Counter<long> _captured;
    private readonly Counter<long> _published;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _restarts;

    public EdgeTelemetry(IMeterFactory meters, CameraId camera, FrameCounts counts)
    {
        _camera = new("camera", camera.Value);
        var meter = meters.Create(Name);
        _captured = meter.CreateCounter<long>("camstream.edge.frames.captured", "{frame}", "Frames captured.");
        _published = meter.CreateCounter<long>("camstream.edge.frames.published", "{frame}", "Frames that the broker took.");
        _dropped = meter.CreateCounter<long>("camstream.edge.frames.dropped", "{frame}", "Frames dropped on the camera, by reason.");
        _restarts = meter.CreateCounter<long>("camstream.edge.source.restarts", "{restart}", "Restarts of the source after it ended, failed or stalled.");
        meter.CreateObservableGauge(
            "camstream.edge.queue.depth", () => new Measurement<int>(counts.Waiting, _camera), "{frame}", "Frames that wait to be published.");
    }

    public void FrameCaptured() => _captured.Add(1, _camera);

    public void FramePublished() => _published.Add(1, _camera);

    public void FrameDropped(string reason) => _dropped.Add(1, _camera, new("reason", reason));

    public void SourceRestarted() => _restarts.Add(1, _camera);
}
