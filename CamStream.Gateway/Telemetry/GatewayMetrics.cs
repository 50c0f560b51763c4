using System.Diagnostics.Metrics;
using System.Text.Json;
using CamStream.Frames;
using CamStream.Frames.Telemetry;
using CamStream.Gateway.Coalescing;
using CamStream.Gateway.Latency;

namespace CamStream.Gateway.Telemetry;

/// <summary>
/// The gateway's instruments. Only cameras that are there get an attribute of their name.
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

    public GatewayMetrics(IMeterFactory meters, ViewerEstimate viewers, AnswerCache cache)
    {
        var meter = meters.Create(MeterName);
        _requests = new(
            meter,
            "camstream.gateway.requests",
            "{request}",
            "Requests for media, by where the answer came from.",
            source => [_sources[(int)source]]
        );
        _answers = new(
            meter,
            "camstream.gateway.answers",
            "{answer}",
            "Answers to requests for media, by status code.",
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
            "Viewers waiting for a playlist that is not there yet."
        );
        _headersIgnored = meter.CreateCounter<long>(
            "camstream.gateway.headers.ignored",
            "{header}",
            "Sampled frames that encoders named and that were passed over: invalid, or too_many in one answer."
        );
        meter.CreateObservableGauge(
            "camstream.gateway.cache.size",
            () => cache.Bytes,
            "By",
            "Answers kept for the next viewer."
        );
        meter.CreateObservableGauge(
            "camstream.gateway.viewers",
            () => viewers.Read().Select(camera => new Measurement<int>(camera.Value, Of(camera.Key))),
            "{viewer}",
            "Viewers of each camera: the most who lately waited for its playlist at one time."
        );

        _stages = meter.CreateHistogram(
            FrameTelemetry.StageDuration,
            "s",
            "Stages of a frame's way; of sampled frames here, with the first viewer who got and showed it.",
            advice: FrameTelemetry.Seconds
        );
        _viewerLatency = meter.CreateHistogram(
            "camstream.viewer.latency",
            "s",
            "Glass to glass, as viewers report it of sampled frames.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = _viewerSeconds }
        );
        _stalls = meter.CreateCounter<long>(
            "camstream.viewer.stalls",
            "{stall}",
            "Times that playback waited for data, as viewers report it."
        );
        _reports = meter.CreateCounter<long>(
            "camstream.viewer.reports",
            "{report}",
            "Viewers' reports by what became of them: accepted, or why not. One for each frame in them, or for one that could not be read."
        );
    }

    public void Answered(AnswerSource source) => _requests.Add(source);

    /// <summary>A request for media was answered to its last byte.</summary>
    /// <param name="camera">The camera; null where none is known.</param>
    /// <param name="status">The status code.</param>
    /// <param name="bytes">Of the content, as it was sent.</param>
    public void Written(CameraId? camera, int status, long bytes)
    {
        _answers.Add(status);
        if (camera is { } known)
            _bytes.Sent(known, bytes);
    }

    public void Held() => _held.Add(1);

    public void Blocked(int by) => Interlocked.Add(ref _blocked, by);

    public void HeaderIgnored(string outcome) =>
        _headersIgnored.Add(1, new KeyValuePair<string, object?>("camstream.header.outcome", outcome));

    public void StageDone(CameraId camera, string stage, TimeSpan duration) =>
        _stages.Record(duration.TotalSeconds, Of(camera), new(FrameTelemetry.Stage, stage));

    /// <summary>A viewer has a frame on screen.</summary>
    public void Shown(CameraId camera, TimeSpan latency) => _viewerLatency.Record(latency.TotalSeconds, Of(camera));

    public void Stalled(CameraId camera, int times) => _stalls.Add(times, Of(camera));

    /// <param name="camera">The camera; null where none is known.</param>
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
