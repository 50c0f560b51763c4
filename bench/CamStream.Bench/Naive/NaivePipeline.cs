using FFMpegCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace CamStream.Bench.Naive;

/// <summary>
/// The obvious first solution: the camera's JPEGs into ffmpeg's own HLS with segments of two
/// seconds, x264 and hls.js with their defaults. The one concession is a keyframe every two
/// seconds; without it x264 makes segments of 250 frames.
/// </summary>
internal sealed class NaivePipeline : IAsyncDisposable
{
    /// <summary>The camera's name on the pipeline's page.</summary>
    public const string Camera = "naive";

    private const int SegmentSeconds = 2;
    private const int SegmentsBeforePlaying = 3;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("camstream-naive-");
    private readonly CancellationTokenSource _ending = new();
    private readonly WebApplication _server;
    private Task _encoding = Task.CompletedTask;

    private NaivePipeline()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.MapGet("/", () => Results.Content(Resource.Read("page.html"), "text/html"));
        _server.MapGet("/hls.js", () => Results.File(Resource.Noted("HlsJs"), "text/javascript"));
        _server.UseStaticFiles(
            new StaticFileOptions
            {
                FileProvider = new PhysicalFileProvider(_folder.FullName),
                ContentTypeProvider = new FileExtensionContentTypeProvider(
                    new Dictionary<string, string>
                    {
                        [".m3u8"] = "application/vnd.apple.mpegurl",
                        [".ts"] = "video/mp2t",
                    }
                ),
                OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache",
            }
        );
    }

    public Uri Page => new(_server.Urls.Single());

    /// <summary>Starts the pipeline, and waits until there is enough to play.</summary>
    public static async Task<NaivePipeline> StartAsync(
        int width,
        int height,
        int framesPerSecond,
        CancellationToken cancellation
    )
    {
        var pipeline = new NaivePipeline();
        try
        {
            await pipeline._server.StartAsync(cancellation);
            pipeline._encoding = pipeline.EncodeAsync(
                new PatternFeed(width, height, framesPerSecond, TimeProvider.System),
                framesPerSecond
            );
            await pipeline.WaitForSegmentsAsync(cancellation);
            return pipeline;
        }
        catch
        {
            await pipeline.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _encoding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _server.DisposeAsync();
        _ending.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task EncodeAsync(PatternFeed feed, int framesPerSecond) =>
        await FFMpegArguments
            .FromPipeInput(
                feed,
                input => input.ForceFormat("mjpeg").WithCustomArgument($"-framerate {framesPerSecond}")
            )
            .OutputToFile(
                Path.Combine(_folder.FullName, "live.m3u8"),
                overwrite: true,
                output =>
                    output
                        .WithCustomArgument($"-c:v libx264 -g {framesPerSecond * SegmentSeconds}")
                        .WithCustomArgument(
                            $"-f hls -hls_time {SegmentSeconds} -hls_list_size 5 -hls_flags delete_segments"
                        )
            )
            .CancellableThrough(_ending.Token)
            .ProcessAsynchronously();

    private async Task WaitForSegmentsAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (_folder.EnumerateFiles("*.ts").Count() <= SegmentsBeforePlaying)
        {
            if (_encoding.IsCompleted)
                await _encoding;
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }
}
