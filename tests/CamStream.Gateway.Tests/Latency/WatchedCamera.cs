using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CamStream.Frames.Telemetry;
using CamStream.Testing;
using Microsoft.Extensions.Time.Testing;

namespace CamStream.Gateway.Latency;

/// <summary>
/// The camera <c>door</c> behind a gateway with a stopped clock, and viewers of it.
/// </summary>
internal sealed class WatchedCamera : IAsyncDisposable
{
    private static readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    private WatchedCamera(GatewayFixture gateway, FakeTimeProvider time)
    {
        Gateway = gateway;
        Time = time;
    }

    public GatewayFixture Gateway { get; }

    public FakeTimeProvider Time { get; }

    public static async Task<WatchedCamera> StartAsync(params (string Name, string Value)[] settings)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero));
        return new WatchedCamera(await GatewayFixture.StartAsync(time, settings), time);
    }

    /// <summary>Makes the encoder list these frames beside every part.</summary>
    public void Encode(params string[] headers) =>
        Gateway.Encoders[0].Answer = context =>
        {
            context.Response.Headers[MediaHeaders.SampledFrame] = headers;
            return Origin.Part(context);
        };

    /// <summary>A sampled frame, packaged 20 ms ago and delivered now.</summary>
    public async Task<FrameOnItsWay> DeliverAsync(long sequence = 123)
    {
        var frame = new FrameOnItsWay(
            Time.GetUtcNow() - FrameOnItsWay.ToPackage - TimeSpan.FromMilliseconds(20),
            sequence
        );
        using var spans = new RecordedSpans("CamStream.Gateway");
        Encode(frame.Header);
        await Gateway.Client.GetStringAsync($"/hls/door/{sequence}.0.m4s", _stop);
        (await spans.EndedAsync(span => span.TraceId == frame.Trace, _stop)).OperationName.ShouldBe("deliver");
        return frame;
    }

    /// <summary>Reports that a page shows frames now.</summary>
    public Task<HttpResponseMessage> ReportAsync(params FrameOnItsWay[] frames) =>
        PostAsync(Report(0, [.. frames.Select(frame => (frame.TraceParent, Now()))]));

    public Task<HttpResponseMessage> PostAsync(string json, string camera = "door", string type = "application/json") =>
        Gateway.Client.PostAsync($"/api/cameras/{camera}/renders", new StringContent(json, Encoding.UTF8, type), _stop);

    public async Task<JsonNode> LatencyAsync() =>
        JsonNode.Parse(await Gateway.Client.GetStringAsync("/api/cameras/door/latency", _stop))!;

    public string Now() =>
        (Time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds.ToString(CultureInfo.InvariantCulture);

    public static string Report(int stalls, params (string TraceParent, string Shown)[] renders)
    {
        var frames = renders.Select(render =>
            $$"""{"traceparent":"{{render.TraceParent}}","shown":{{render.Shown}}}"""
        );
        return $$"""
            {"clockOffsetMs":12.5,"roundTripMs":4,"stalls":{{stalls}},"renders":[{{string.Join(',', frames)}}]}
            """;
    }

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
