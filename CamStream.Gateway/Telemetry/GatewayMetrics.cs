using System.Diagnostics.Metrics;
using CamStream.Gateway.Coalescing;

namespace CamStream.Gateway.Telemetry;

/// <summary>The gateway's instruments.</summary>
internal sealed class GatewayMetrics
{
    public const string MeterName = "CamStream.Gateway";

    private static readonly KeyValuePair<string, object?>[] _sources =
        [.. Enum.GetNames<AnswerSource>().Select(name => KeyValuePair.Create("camstream.source", (object?)name.ToLowerInvariant()))];

    private readonly Counter<long> _requests;
    private readonly Counter<long> _held;
    private readonly UpDownCounter<long> _blocked;

    public GatewayMetrics(IMeterFactory meters, ViewerEstimate viewers, AnswerCache cache)
    {
        var meter = meters.Create(MeterName);
        _requests = meter.CreateCounter<long>("camstream.gateway.requests", "{request}", "Requests for media, by where the answer came from.");
        _held = meter.CreateCounter<long>("camstream.gateway.held", "{request}", "Playlist requests held while another encoder takes a camera over.");
        _blocked = meter.CreateUpDownCounter<long>("camstream.gateway.blocked", "{request}", "Viewers waiting for a playlist that is not there yet.");
        meter.CreateObservableGauge("camstream.gateway.cache.size", () => cache.Bytes, "By", "Answers kept for the next viewer.");
        meter.CreateObservableGauge(
            "camstream.gateway.viewers",
            () => viewers.Read().Select(camera => new Measurement<int>(camera.Value, KeyValuePair.Create("camstream.camera", (object?)camera.Key.Value))),
            "{viewer}",
            "Viewers of each camera: the most who lately waited for its playlist at one time.");
    }

    public void Answered(AnswerSource source) => _requests.Add(1, _sources[(int)source]);

    public void Held() => _held.Add(1);

    public void Blocked(int by) => _blocked.Add(by);
}
