using System.Diagnostics.CodeAnalysis;
using CamStream.Encoder.Hls;
using CamStream.Encoder.Pipeline;
using CamStream.Encoder.Telemetry;
using CamStream.Frames;
using Microsoft.Extensions.Options;

namespace CamStream.Encoder.Feeds;

/// <summary>
/// The cameras that are answered for: those with an open feed, and for a short time after. A pipeline is made with a camera's first feed and
/// disposed when its time is over; one that failed is replaced with the next frame. Thread-safe.
/// </summary>
internal sealed partial class CameraRegistry : ILiveStreams, IAsyncDisposable
{
    private readonly FeedOptions _options;
    private readonly CameraPipelineFactory _pipelines;
    private readonly EncoderMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<CameraRegistry> _logger;
    private readonly Lock _lock = new();
    private readonly Dictionary<CameraId, CameraEntry> _cameras = [];
    private readonly HashSet<Task> _ending = [];
    private bool _stopped;

    public CameraRegistry(IOptions<FeedOptions> options, CameraPipelineFactory pipelines, EncoderMetrics metrics, TimeProvider time, ILogger<CameraRegistry> logger)
    {
        (_options, _pipelines, _metrics, _time, _logger) = (options.Value, pipelines, metrics, time, logger);
        metrics.Observe(Loads);
    }

    /// <summary>How many cameras are answered for.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _cameras.Count;
        }
    }

    /// <summary>Opens a feed, which the caller disposes; null when there are too many cameras, or the service ends.</summary>
    public CameraFeed? Open(CameraId camera)
    {
        lock (_lock)
        {
            if (_stopped) return null;
            if (!_cameras.TryGetValue(camera, out var entry))
            {
                if (_cameras.Count >= _options.MaxCameras) return null;
                _cameras.Add(camera, entry = new CameraEntry(_pipelines.Create(camera)));
                Log.Opened(_logger, camera);
            }
            entry.Feeds++;
            entry.Linger?.Dispose();
            entry.Linger = null;
        }
        return new CameraFeed(this, camera);
    }

    /// <summary>Hands a frame, which is taken over, to its camera's pipeline.</summary>
    public void Add(Frame frame)
    {
        lock (_lock)
        {
            if (!_stopped && _cameras.TryGetValue(frame.Camera, out var entry))
            {
                if (entry.Pipeline.HasEnded)
                {
                    End(entry.Pipeline);
                    entry.Pipeline = _pipelines.Create(frame.Camera);
                }
                entry.Pipeline.Add(frame);
                return;
            }
        }
        _metrics.FrameDropped(frame.Camera, DropReason.EncoderStopped);
        EncoderTracing.Dropped(frame, DropReason.EncoderStopped, _time.GetUtcNow());
        frame.Dispose();
    }

    /// <summary>A feed has ended.</summary>
    public void Close(CameraId camera)
    {
        lock (_lock)
        {
            if (!_cameras.TryGetValue(camera, out var entry) || --entry.Feeds > 0) return;
            var linger = TimeSpan.FromMilliseconds(_options.LingerMilliseconds);
            entry.Linger = _time.CreateTimer(_ => Remove(camera, entry), null, linger, Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc/>
    public bool TryGet(CameraId camera, [NotNullWhen(true)] out LiveStream? stream)
    {
        stream = TryGetPipeline(camera, out var pipeline) ? pipeline.Live : null;
        return stream is not null;
    }

    /// <summary>The pipeline of a camera that is answered for.</summary>
    public bool TryGetPipeline(CameraId camera, [NotNullWhen(true)] out CameraPipeline? pipeline)
    {
        lock (_lock)
        {
            pipeline = _cameras.GetValueOrDefault(camera)?.Pipeline;
            return pipeline is not null;
        }
    }

    /// <summary>
    /// From now on no camera is answered for, and none is fed: another encoder takes them over, and the sooner who waits here is told so, the sooner it
    /// finds that one. So nothing lingers, and every stream ends at once.
    /// </summary>
    public void Stop()
    {
        lock (_lock)
        {
            _stopped = true;
            foreach (var entry in _cameras.Values)
            {
                entry.Linger?.Dispose();
                End(entry.Pipeline);
            }
            _cameras.Clear();
        }
    }

    /// <summary>Ends all pipelines, and returns when their encoders are gone.</summary>
    public async ValueTask DisposeAsync()
    {
        Stop();
        Task[] ending;
        lock (_lock) ending = [.. _ending];
        await Task.WhenAll(ending);
    }

    private IReadOnlyCollection<CameraLoad> Loads()
    {
        lock (_lock) return [.. _cameras.Select(camera => new CameraLoad(camera.Key, camera.Value.Feeds, camera.Value.Pipeline.Waiting, camera.Value.Pipeline.Live.Waiting))];
    }

    private void Remove(CameraId camera, CameraEntry entry)
    {
        lock (_lock)
        {
            if (entry.Feeds > 0 || _cameras.GetValueOrDefault(camera) != entry) return; // a feed came in time
            _cameras.Remove(camera);
            entry.Linger?.Dispose();
            End(entry.Pipeline);
        }
        Log.Removed(_logger, camera);
    }

    // Under the lock. Disposal ends ffmpeg, which takes its time; viewers who wait are not to wait for that.
    private void End(CameraPipeline pipeline)
    {
        pipeline.Live.End();
        var ending = Task.Run(async () => await pipeline.DisposeAsync());
        _ending.Add(ending);
        ending.ContinueWith(Forget, TaskScheduler.Default);
    }

    private void Forget(Task ended)
    {
        lock (_lock) _ending.Remove(ended);
        if (ended.Exception is { } failure) Log.EndFailed(_logger, failure);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Camera} is fed: its pipeline is running")]
        public static partial void Opened(ILogger logger, CameraId camera);

        [LoggerMessage(LogLevel.Information, "{Camera} is fed no more: its pipeline has ended")]
        public static partial void Removed(ILogger logger, CameraId camera);

        [LoggerMessage(LogLevel.Error, "A pipeline could not be ended cleanly")]
        public static partial void EndFailed(ILogger logger, Exception failure);
    }
}
