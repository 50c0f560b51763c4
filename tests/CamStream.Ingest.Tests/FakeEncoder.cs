using System.Collections.Concurrent;
using System.Threading.Channels;
using CamStream.Frames;
using CamStream.Frames.Encoders;
using CamStream.Frames.Multipart;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CamStream.Ingest;

/// <summary>
/// An encoder for Ingest's streams. It keeps the frames that it gets, or misbehaves as a test
/// wants.
/// </summary>
internal sealed class FakeEncoder : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<Frame> _frames = Channel.CreateUnbounded<Frame>();

    private FakeEncoder(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    /// <summary>The status that it answers without reading a stream; null: it reads.</summary>
    public int? Refuses { get; set; }

    /// <summary>While this is not done, frames are not read and the connection fills up.</summary>
    public TaskCompletionSource? Reads { get; set; }

    /// <summary>Its answer to probes; null: 404.</summary>
    public EncoderReport? Report { get; set; }

    /// <summary>Whether it leaves probes without an answer.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Whether it never answers when it is asked to release a camera.</summary>
    public bool HangsAtRelease { get; set; }

    /// <summary>Its answer when it is asked to release a camera; null: 404.</summary>
    public ReleasedCamera? Released { get; set; }

    /// <summary>
    /// The requests to it, with the streams that were opened, for example
    /// <c>front-door/frames?standby=true</c>.
    /// </summary>
    public ConcurrentQueue<string> Calls { get; } = [];

    /// <summary>The numbers of the frames, in order.</summary>
    public ConcurrentQueue<FeedPlace?> Places { get; } = [];

    /// <summary>When set, the stream is broken off after its first frame.</summary>
    public TaskCompletionSource? Breaks { get; set; }

    /// <summary>Whether the end of a stream is left without an answer.</summary>
    public bool NeverAnswers { get; set; }

    /// <summary>Done when the first stream has ended with its last chunk.</summary>
    public TaskCompletionSource StreamEnded { get; } = new();

    public static async Task<FakeEncoder> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
            (kestrel.Limits.MaxRequestBodySize, kestrel.Limits.MinRequestBodyDataRate) = (null, null)
        );
        var app = builder.Build();
        var encoder = new FakeEncoder(app);
        app.Use(
            (context, next) =>
            {
                if (HttpMethods.IsPost(context.Request.Method))
                    encoder.Calls.Enqueue(
                        $"{context.Request.Path.Value!["/cameras/".Length..]}{context.Request.QueryString}"
                    );
                return next(context);
            }
        );
        app.MapGet("/cameras", (Delegate)encoder.ReportAsync);
        app.MapPost(
            "/cameras/{camera}/release",
            async (HttpContext context) =>
            {
                if (encoder.HangsAtRelease)
                    await Task.Delay(Timeout.Infinite, context.RequestAborted);
                return encoder.Released is { } released
                    ? Results.Json(released, EncoderJson.Default.ReleasedCamera)
                    : Results.NotFound();
            }
        );
        app.MapPost("/cameras/{camera}/takeover", () => Results.NoContent());
        app.MapPost("/cameras/{camera}/written", () => Results.NoContent());
        app.MapPost("/cameras/{camera}/frames", encoder.ReceiveAsync);
        await app.StartAsync();
        return encoder;
    }

    public Task<Frame> NextAsync() =>
        _frames
            .Reader.ReadAsync(IngestFixture.Cancellation)
            .AsTask()
            .WaitAsync(IngestFixture.Patience, IngestFixture.Cancellation);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task<IResult> ReportAsync(HttpContext context)
    {
        if (IsSilent)
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        return Report is { } report ? Results.Json(report, EncoderJson.Default.EncoderReport) : Results.NotFound();
    }

    private async Task ReceiveAsync(string camera, HttpContext context)
    {
        if (Refuses is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }
        var reader = new MultipartFrameReader(
            context.Request.BodyReader,
            CameraId.Parse(camera),
            MultipartFormat.Boundary,
            1 << 24,
            () => throw new InvalidOperationException("Ingest labels its frames.")
        );
        try
        {
            if (Reads is { } reads)
                await reads.Task.WaitAsync(context.RequestAborted);
            while (await reader.ReadAsync(context.RequestAborted) is { } part)
            {
                Places.Enqueue(part.Place);
                await _frames.Writer.WriteAsync(part.Frame!, context.RequestAborted);
                if (Breaks?.TrySetResult() is true)
                    context.Abort();
            }
            StreamEnded.TrySetResult();
            if (NeverAnswers)
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException) { }
    }
}
