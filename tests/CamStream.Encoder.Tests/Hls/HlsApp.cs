using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using CamStream.Encoder.Timeline;
using CamStream.Frames;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CamStream.Encoder.Hls;

/// <summary>
/// The origin alone, with the camera <c>cam</c>, in memory or behind a real Kestrel on a free port.
/// </summary>
internal sealed class HlsApp : ILiveStreams, IAsyncDisposable
{
    private readonly ConcurrentDictionary<CameraId, LiveStream> _streams = [];
    private readonly WebApplication _app;

    private HlsApp(bool kestrel, MediaGrid grid)
    {
        Stream = Made.Stream(grid: grid, time: Time, maxWaiting: 1_000);
        _streams[CameraId.Parse("cam")] = Stream;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (kestrel)
            builder.WebHost.UseUrls("http://127.0.0.1:0");
        else
            builder.WebHost.UseTestServer();
        builder.Services.Configure<TimelineOptions>(options => options.PartsPerSegment = grid.PartsPerSegment);
        builder.Services.Configure<HlsOptions>(options => options.WindowSegments = 7);
        builder.Services.AddSingleton<ILiveStreams>(this).AddSingleton<TimeProvider>(Time).AddHls();
        _app = builder.Build();
        _app.MapHls();
    }

    public FakeTimeProvider Time { get; } = new();

    public LiveStream Stream { get; }

    public HttpClient Client { get; private set; } = null!;

    public static async Task<HlsApp> StartAsync(bool kestrel = false, MediaGrid? grid = null)
    {
        var app = new HlsApp(kestrel, grid ?? Made.Grid);
        await app._app.StartAsync();
        app.Client = kestrel
            ? new HttpClient { BaseAddress = new Uri(app._app.Urls.Single()) }
            : app._app.GetTestClient();
        return app;
    }

    /// <summary>An origin whose camera has one whole segment, <see cref="Made.Slot"/>.</summary>
    public static async Task<HlsApp> WithSegmentAsync()
    {
        var app = await StartAsync();
        app.Stream.Session(Made.Small).Add(Made.Slot);
        return app;
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path) =>
        Client.SendAsync(
            new HttpRequestMessage(method, new Uri($"/hls/cam/{path}", UriKind.Relative)),
            TestContext.Current.CancellationToken
        );

    public Task<HttpResponseMessage> GetAsync(string path) =>
        Client.GetAsync(new Uri($"/hls/cam/{path}", UriKind.Relative), TestContext.Current.CancellationToken);

    public void Forget() => _streams.Clear();

    /// <summary>Waits until this many requests wait.</summary>
    public async Task WaitingAsync(int requests)
    {
        while (Stream.Waiting != requests)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public bool TryGet(CameraId camera, [NotNullWhen(true)] out LiveStream? stream) =>
        _streams.TryGetValue(camera, out stream);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
