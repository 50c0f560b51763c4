using System.Diagnostics.Metrics;
using System.Net.Http.Json;
using CamStream.Encoder.Cameras;
using CamStream.Encoder.Draining;
using CamStream.Encoder.FFmpeg;
using CamStream.Encoder.Handover;
using CamStream.Encoder.Hls;
using CamStream.Encoder.Pipeline;
using CamStream.Encoder.Telemetry;
using CamStream.Frames;
using CamStream.Frames.Encoders;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CamStream.Encoder.Feeds;

/// <summary>
/// The service as it ships, over real HTTP: with real ffmpeg and time, or with scripted encoders
/// and a clock that stands still.
/// </summary>
internal sealed class EncoderApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EncoderApp(WebApplication app)
    {
        _app = app;
        Frames = new MetricCollector<long>(Meters, EncoderMetrics.MeterName, "camstream.frames");
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromMinutes(5) };
    }

    public HttpClient Client { get; }

    public string Url => _app.Urls.First();

    public MetricCollector<long> Frames { get; }

    public IMeterFactory Meters => _app.Services.GetRequiredService<IMeterFactory>();

    public CameraRegistry Registry => _app.Services.GetRequiredService<CameraRegistry>();

    public CameraHandover Handover => _app.Services.GetRequiredService<CameraHandover>();

    public FakeTimeProvider Time => (FakeTimeProvider)_app.Services.GetRequiredService<TimeProvider>();

    public static async Task<EncoderApp> StartAsync(
        bool real,
        Action<IncomingFeedOptions>? configure = null,
        int drainSeconds = 20
    )
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton(
            real ? TimeProvider.System : new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero))
        );
        builder.Services.AddPipelines().AddCameras().AddFeeds().AddDraining().AddHandover().AddHls();
        if (!real)
            builder.Services.AddSingleton<StartH264Encoder>(session => new ScriptedEncoder(session));
        builder.Services.PostConfigure<DrainOptions>(options => options.Seconds = drainSeconds);
        if (configure is not null)
            builder.Services.PostConfigure(configure);
        var app = builder.Build();
        app.MapFeeds();
        app.MapHandover();
        app.MapCameras();
        app.MapHls();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new EncoderApp(app);
    }

    /// <summary>
    /// Sends a feed as Ingest does. <see cref="HttpClient"/> reads nothing while it sends. So
    /// without an expectation, and with no frame to send, it would notice an answer or a lost
    /// connection only at its timeout.
    /// </summary>
    public async Task<HttpResponseMessage> FeedAsync(string camera, FeedStream feed, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/cameras/{camera}/frames{query}")
        {
            Content = feed,
        };
        request.Headers.ExpectContinue = true;
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>
    /// Feeds the camera <c>porch</c> one frame, which is shown, and leaves the feed open.
    /// </summary>
    public async Task<(FeedStream Feed, Task<HttpResponseMessage> Feeding)> FedAsync()
    {
        var feed = new FeedStream();
        var feeding = FeedAsync("porch", feed);
        await feed.SendAsync(FrameEndpointTests.Jpeg);
        await ShownAsync("porch");
        return (feed, feeding);
    }

    /// <summary>Tells the service to stop, as a signal does. The server still runs.</summary>
    /// <returns>Completes when it has drained.</returns>
    public Task TellToStop()
    {
        _app.Lifetime.StopApplication();
        return _app.Services.GetRequiredService<Drain>().BeginAsync();
    }

    /// <summary>The report that Ingest gets.</summary>
    public async Task<EncoderReport> ReportAsync() =>
        (
            await Client.GetFromJsonAsync(
                "/cameras",
                EncoderJson.Default.EncoderReport,
                TestContext.Current.CancellationToken
            )
        )!;

    /// <summary>Sends a request of a handover.</summary>
    public Task<HttpResponseMessage> PostAsync(string path) =>
        Client.PostAsync(new Uri(path, UriKind.Relative), null, TestContext.Current.CancellationToken);

    /// <summary>Stops the service, and returns when the server is gone.</summary>
    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    /// <summary>How many frames have ended, whatever the outcome.</summary>
    public int Ended => (int)Frames.GetMeasurementSnapshot().Sum(m => m.Value);

    public int Count(string outcome) =>
        (int)
            Frames
                .GetMeasurementSnapshot()
                .Where(m => (string)m.Tags["camstream.frame.outcome"]! == outcome)
                .Sum(m => m.Value);

    public CameraPipeline Pipeline(string camera)
    {
        Registry.TryFind(CameraId.Parse(camera), out var entry).ShouldBeTrue();
        return entry!.Pipeline;
    }

    public LiveStream Live(string camera)
    {
        Registry.TryGet(CameraId.Parse(camera), out var live).ShouldBeTrue();
        return live!;
    }

    /// <summary>
    /// Waits, at the same time of the clock, until a camera's first picture is there.
    /// </summary>
    public Task ShownAsync(string camera) =>
        TimeTravel.UntilAsync(() =>
            Registry.TryFind(CameraId.Parse(camera), out var entry)
            && entry.Pipeline.Latest.TryCopy(out _, out _, out _)
        );

    /// <summary>Waits until a camera has this many parts.</summary>
    public async Task PublishedAsync(string camera, int parts)
    {
        await TimeTravel.UntilAsync(() => Registry.TryGet(CameraId.Parse(camera), out _));
        await Live(camera)
            .WaitAsync(
                w => w.Segments.Sum(s => s.Parts.Count(p => p is not null)) >= parts,
                TimeSpan.FromMinutes(2),
                TestContext.Current.CancellationToken
            );
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
