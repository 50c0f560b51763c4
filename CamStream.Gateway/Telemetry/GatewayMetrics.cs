using System.Diagnostics.Metrics;
using System.Text.Json;
using CamStream.Frames;
using CamStream.Frames.Telemetry;

namespace CamStream.Gateway.Telemetry;

/// <summary>
/// The Gateway's instruments. Only cameras that exist get an attribute with their name.
/// </summary>
internal sealed class GatewayMetrics
{
    public const string MeterName = "CamStream.Gateway";

    private static readonly KeyValuePair<string, object?>[] _sources = Attributes<AnswerSource>("camstream.source");
    private static readonly KeyValuePair<string, object?>[] _reportOutcomes = Attributes<ReportOutcome>(
        "camstream.report.outcome"
    );
    private static readonly double[] _viewerSeconds = [0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30];

    private readonly ObservedCounter<AnswerSource> _requests;
    private readonly ObservedCounter<int> _answers;
    private readonly ByteCounter _bytes;
    private readonly Counter<long> _held;
    private readonly Counter<long> _headersIgnored;
    private readonly Histogram<double> _stages;
    private readonly Histogram<double> _viewerLatency;
    private readonly Counter<long> _stalls;
    private readonly Counter<long> _reports;
    private int _blocked;
    private long _cachedBytes;

    public GatewayMetrics(IMeterFactory meters, ViewerEstimate viewers)
    {
        var meter = meters.Create(MeterName);
        _requests = new(
            meter,
            "camstream.gateway.requests",
            "{request}",
            "Requests for media by the source of the answer.",
            source => [_sources[(int)source]]
        );
        _answers = new(
            meter,
            "camstream.gateway.answers",
            "{answer}",
            "Answers to requests for media by status code.",
            status => [new("http.response.status_code", status)]
        );
        _bytes = new ByteCounter(meter, "Playlists and media sent to viewers.");
        _held = meter.CreateCounter<long>(
            "camstream.gateway.held",
            "{request}",
            "Playlist requests held while another encoder takes a camera over."
        );
        meter.CreateObservableUpDownCounter(
            "camstream.gateway.blocked",
            () => Volatile.Read(ref _blocked),
            "{request}",
            "Viewers that wait for a playlist."
        );
        _headersIgnored = meter.CreateCounter<long>(
            "camstream.gateway.headers.ignored",
            "{header}",
            "Sampled frames from encoders that were ignored: invalid, or too_many in one answer."
        );
        meter.CreateObservableGauge(
            "camstream.gateway.cache.size",
            () => Volatile.Read(ref _cachedBytes),
            "By",
            "Memory of the answers kept for the next viewer."
        );
        meter.CreateObservableGauge(
            "camstream.gateway.viewers",
            () => viewers.Read().Select(camera => new Measurement<int>(camera.Value, Of(camera.Key))),
            "{viewer}",
            "Viewers of each camera: the most that recently waited for its playlist at one time."
        );

        _stages = meter.CreateHistogram(
            FrameTelemetry.StageDuration,
            "s",
            "Stages of a frame's way. Here, of sampled frames: to the first viewer that got and showed the frame.",
            advice: FrameTelemetry.Seconds
        );
        _viewerLatency = meter.CreateHistogram(
            "camstream.viewer.latency",
            "s",
            "Glass-to-glass latency of sampled frames, as viewers report it.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = _viewerSeconds }
        );
        _stalls = meter.CreateCounter<long>(
            "camstream.viewer.stalls",
            "{stall}",
            "How often playback waited for data, as viewers report it."
        );
        _reports = meter.CreateCounter<long>(
            "camstream.viewer.reports",
            "{report}",
            "Viewers' reports by outcome: accepted, or why not. One for each reported frame, "
                + "and one for a message that could not be read."
        );
    }

    /// <summary>A request for media has its answer.</summary>
    public void Answered(AnswerSource source) => _requests.Add(source);

    /// <summary>A viewer was sent the last byte of an answer.</summary>
    /// <param name="camera">The camera; null if it is not known.</param>
    /// <param name="status">The status code.</param>
    /// <param name="bytes">How many bytes of content were sent.</param>
    public void Written(CameraId? camera, int status, long bytes)
    {
        _answers.Add(status);
        if (camera is { } known)
            _bytes.Sent(known, bytes);
    }

    /// <summary>A playlist request is held for a takeover.</summary>
    public void Held() => _held.Add(1);

    /// <summary>So many viewers more, or fewer, wait for a playlist.</summary>
    public void Blocked(int by) => Interlocked.Add(ref _blocked, by);

    /// <summary>How much memory the kept answers take now, in bytes.</summary>
    public void Cached(long bytes) => Volatile.Write(ref _cachedBytes, bytes);

    /// <summary>A sampled frame of an encoder was ignored.</summary>
    public void HeaderIgnored(string outcome) =>
        _headersIgnored.Add(1, new KeyValuePair<string, object?>("camstream.header.outcome", outcome));

    /// <summary>A sampled frame passed a stage.</summary>
    public void StageDone(CameraId camera, string stage, TimeSpan duration) =>
        _stages.Record(duration.TotalSeconds, Of(camera), new(FrameTelemetry.Stage, stage));

    /// <summary>A viewer reported a frame on screen.</summary>
    public void Shown(CameraId camera, TimeSpan latency) => _viewerLatency.Record(latency.TotalSeconds, Of(camera));

    /// <summary>A viewer reported how often playback stalled.</summary>
    public void Stalled(CameraId camera, int times) => _stalls.Add(times, Of(camera));

    /// <summary>A viewer's report was taken or refused.</summary>
    /// <param name="camera">The camera; null if it is not known.</param>
    /// <param name="outcome">What became of the report.</param>
    public void Reported(CameraId? camera, ReportOutcome outcome)
    {
        if (camera is { } known)
            _reports.Add(1, Of(known), _reportOutcomes[(int)outcome]);
        else
            _reports.Add(1, _reportOutcomes[(int)outcome]);
    }

    private static KeyValuePair<string, object?> Of(CameraId camera) => new(FrameTelemetry.CameraId, camera.Value);

    private static KeyValuePair<string, object?>[] Attributes<T>(string name)
        where T : struct, Enum =>
        [
            .. Enum.GetNames<T>()
                .Select(value =>
                    KeyValuePair.Create(name, (object?)JsonNamingPolicy.SnakeCaseLower.ConvertName(value))
                ),
        ];
}
