using System.Collections.Concurrent;
using System.Diagnostics;

namespace CamStream.EndToEnd;

/// <summary>
/// ffmpeg as a player of numbered pictures at their own pace. It records what was shown, and when.
/// </summary>
internal sealed class FfmpegPlayer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task _reading;
    private readonly ConcurrentQueue<(long Number, TimeSpan At)> _shown = [];

    private FfmpegPlayer(Process process)
    {
        _process = process;
        _reading = Task.Run(ReadAsync);
    }

    /// <summary>The number of the newest picture; -1 before the first.</summary>
    public long Newest => _shown.Select(shown => shown.Number).DefaultIfEmpty(-1).Max();

    /// <summary>The numbers shown, each once, in order of appearance.</summary>
    public IReadOnlyList<long> Numbers => [.. _shown.Select(shown => shown.Number).Distinct()];

    /// <summary>The number of damaged pictures.</summary>
    public int Broken { get; private set; }

    /// <summary>The longest time without a new picture.</summary>
    public TimeSpan LongestWait
    {
        get
        {
            var news = _shown.DistinctBy(shown => shown.Number).ToList();
            return news.Zip(news.Skip(1), (a, b) => b.At - a.At).DefaultIfEmpty().Max();
        }
    }

    public static FfmpegPlayer Start(RunningSystem system, string camera) =>
        new(
            Process.Start(
                new ProcessStartInfo(
                    "ffmpeg",
                    [
                        "-v",
                        "error",
                        "-nostdin",
                        "-re",
                        "-i",
                        $"{system.Page}hls/{camera}/index.m3u8",
                        "-map",
                        "0:v",
                        "-fps_mode",
                        "passthrough",
                        "-f",
                        "rawvideo",
                        "-pix_fmt",
                        "gray",
                        "pipe:1",
                    ]
                )
                {
                    RedirectStandardOutput = true,
                }
            )!
        );

    /// <summary>
    /// Waits until it has shown this picture or a later one. It must not end before.
    /// </summary>
    public Task UntilAsync(long number) =>
        Wait.UntilAsync(
            $"picture {number} in ffmpeg",
            () =>
            {
                _reading.IsCompleted.ShouldBeFalse($"ffmpeg ended after picture {Newest}.");
                return Newest >= number;
            }
        );

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        var luma = new byte[NumberedPictures.Width * NumberedPictures.Height];
        var started = Stopwatch.GetTimestamp();
        while (
            await _process.StandardOutput.BaseStream.ReadAtLeastAsync(
                luma,
                luma.Length,
                throwOnEndOfStream: false,
                CancellationToken.None
            ) == luma.Length
        )
        {
            if (NumberedPictures.Read(luma) is { } number)
                _shown.Enqueue((number, Stopwatch.GetElapsedTime(started)));
            else
                Broken++;
        }
    }
}
