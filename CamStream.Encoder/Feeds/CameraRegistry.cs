using System.Diagnostics.CodeAnalysis;
using CamStream.Encoder.Hls;
using CamStream.Encoder.Pipeline;
using CamStream.Encoder.Telemetry;
using CamStream.Encoder.Timeline;
using CamStream.Frames;
using CamStream.Frames.Encoders;
using Microsoft.Extensions.Options;

namespace CamStream.Encoder.Feeds;

/// <summary>
/// The cameras that are answered for: those with an open feed, and for a short time after; and
/// those on standby, which another encoder has. A pipeline is made with a camera's first feed and
/// disposed when its time is over; one that failed is replaced with the next frame. Thread-safe.
/// </summary>
internal sealed partial class CameraRegistry : ILiveStreams, IAsyncDisposable
{
    // A release is known to all in time when the segment that it begins with is not about to start.
    private static readonly TimeSpan _lead = TimeSpan.FromSeconds(0.5);

    // What an encoder that was lost may owe to viewers: it is known to be lost within 1.75 s.
    private static readonly TimeSpan _owed = TimeSpan.FromSeconds(2);

    // More cameras than an encoder ever has, at a few bytes each.
    private const int RememberedCameras = 1_024;

    private readonly FeedOptions _options;
    private readonly MediaGrid _grid;
    private readonly CameraPipelineFactory _pipelines;
    private readonly FrameOutcomes _outcomes;
    private readonly TimeProvider _time;
    private readonly ILogger<CameraRegistry> _logger;
    private readonly Lock _lock = new();
    private readonly FeedLedgers _ledgers = new(RememberedCameras);
    private readonly Dictionary<CameraId, CameraEntry> _cameras = [];
    private readonly HashSet<Task> _ending = [];
    private bool _stopped;

    public CameraRegistry(
        IOptions<FeedOptions> options,
        IOptions<TimelineOptions> timeline,
        CameraPipelineFactory pipelines,
        FrameOutcomes outcomes,
        EncoderMetrics metrics,
        TimeProvider time,
        ILogger<CameraRegistry> logger
    )
    {
        (_options, _grid, _pipelines, _outcomes, _time, _logger) = (
            options.Value,
            timeline.Value.Grid,
            pipelines,
            outcomes,
            time,
            logger
        );
        metrics.Observe(Loads);
    }

    /// <summary>How many cameras are answered for.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _cameras.Count;
        }
    }

    /// <summary>
    /// Opens a feed, which the caller disposes; null when there are too many cameras, or the
    /// service ends.
    /// </summary>
    /// <param name="camera">The camera.</param>
    /// <param name="standby">
    /// Another encoder has it: until <see cref="TakeOver"/> it is not answered for.
    /// </param>
    public CameraFeed? Open(CameraId camera, bool standby = false)
    {
        lock (_lock)
        {
            if (_stopped)
                return null;
            if (!_cameras.TryGetValue(camera, out var entry))
            {
                if (_cameras.Count >= _options.MaxCameras)
                    return null;
                _cameras.Add(camera, entry = new CameraEntry(Create(camera, standby)));
                Log.Opened(_logger, camera);
            }
            else if (entry.Pipeline.Live.Current.Tenure.IsReleased || (standby && entry.Feeds == 0))
            {
                // It comes back, or changes over: what there was is not continued.
                End(entry.Pipeline);
                (entry.Pipeline, entry.WantedUntil) = (Create(camera, standby), DateTimeOffset.MinValue);
            }
            else if (!standby && entry.Pipeline.Live.Current.Tenure.From > 0)
            {
                entry.Pipeline.Live.TakeOver(0);
            }
            entry.Feeds++;
            entry.Linger?.Dispose();
            entry.Linger = null;
        }
        return new CameraFeed(this, camera);
    }

    /// <summary>
    /// The cameras on standby that could be answered for: the first segment of each, which is
    /// filled, is whole, and the next one has begun.
    /// </summary>
    public IReadOnlyList<string> Ready()
    {
        lock (_lock)
        {
            return
            [
                .. _cameras
                    .Where(camera =>
                        camera.Value.Pipeline.Live.Current is { Tenure.From: Tenure.Never } window
                        && window.Segments.Count(s => !s.IsGap) > 1
                    )
                    .Select(camera => camera.Key.Value),
            ];
        }
    }

    /// <summary>
    /// Answers for a camera on standby, for the segments from <paramref name="msn"/> on; false when
    /// it is not here.
    /// </summary>
    public bool TakeOver(CameraId camera, long msn)
    {
        lock (_lock)
        {
            if (!_cameras.TryGetValue(camera, out var entry))
                return false;
            entry.Pipeline.Live.TakeOver(msn);
        }
        Log.TakenOver(_logger, camera, msn);
        return true;
    }

    /// <summary>
    /// Leaves a camera to another encoder from a segment on that is about to start; null when it is
    /// not here.
    /// </summary>
    public ReleasedCamera? Release(CameraId camera)
    {
        ReleasedCamera released;
        lock (_lock)
        {
            if (!_cameras.TryGetValue(camera, out var entry))
                return null;
            var msn = entry.Pipeline.Live.Release(_lead);
            released = new ReleasedCamera(msn, _grid.StartOf(msn).ToUtc());
            entry.WantedUntil = released.Starts + 2 * _grid.SegmentDuration.ToTimeSpan() + _lead;
        }
        Log.Released(_logger, camera, released.Msn);
        return released;
    }

    /// <summary>
    /// Whether nobody needs the service for a camera any more: no feed is open, and viewers have
    /// what they want of those left to other encoders.
    /// </summary>
    public bool IsDrained
    {
        get
        {
            var now = _time.GetUtcNow();
            lock (_lock)
                return _cameras.Values.All(entry => entry.Feeds == 0 && entry.WantedUntil <= now);
        }
    }

    /// <summary>Whether any feed is open.</summary>
    public bool IsFed
    {
        get
        {
            lock (_lock)
                return _cameras.Values.Any(entry => entry.Feeds > 0);
        }
    }

    /// <summary>A part of a feed came, whatever is in it.</summary>
    public void Take(CameraId camera, FeedPlace place)
    {
        lock (_lock)
            CountLost(
                camera,
                _ledgers.Of(camera).Take(place, alone: _cameras.GetValueOrDefault(camera) is not { Feeds: > 1 })
            );
    }

    /// <summary>
    /// A writer says which frame was the last one that it wrote to a feed that broke; false while a
    /// feed of the camera is open.
    /// </summary>
    public bool Settle(CameraId camera, FeedPlace last)
    {
        lock (_lock)
        {
            if (_cameras.GetValueOrDefault(camera) is { Feeds: > 0 })
                return false;
            CountLost(camera, _ledgers.Of(camera).Settle(last));
            return true;
        }
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
                    entry.Pipeline = Create(
                        frame.Camera,
                        standby: entry.Pipeline.Live.Current.Tenure == Tenure.Standby
                    );
                }
                entry.Pipeline.Add(frame);
                return;
            }
        }
        _outcomes.Drop(frame, DropReason.EncoderStopped);
    }

    /// <summary>A feed has ended.</summary>
    public void Close(CameraId camera)
    {
        lock (_lock)
        {
            if (!_cameras.TryGetValue(camera, out var entry))
                return;
            if (--entry.Feeds <= 1)
                CountLost(camera, _ledgers.Of(camera).Settle());
            if (entry.Feeds > 0)
                return;
            var (linger, wanted) = (
                TimeSpan.FromMilliseconds(_options.LingerMilliseconds),
                entry.WantedUntil - _time.GetUtcNow()
            );
            if (linger < wanted)
                linger = wanted;
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
    /// From now on no camera is answered for, and none is fed: another encoder takes them over, and
    /// the sooner who waits here is told so, the sooner it finds that one. So nothing lingers, and
    /// every stream ends at once.
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
        lock (_lock)
            ending = [.. _ending];
        await Task.WhenAll(ending);
    }

    private IReadOnlyCollection<CameraLoad> Loads()
    {
        lock (_lock)
            return
            [
                .. _cameras.Select(camera => new CameraLoad(
                    camera.Key,
                    camera.Value.Feeds,
                    camera.Value.Pipeline.Waiting,
                    camera.Value.Pipeline.Live.Waiting
                )),
            ];
    }

    private void Remove(CameraId camera, CameraEntry entry)
    {
        lock (_lock)
        {
            if (entry.Feeds > 0 || _cameras.GetValueOrDefault(camera) != entry)
                return; // a feed came in time
            _cameras.Remove(camera);
            entry.Linger?.Dispose();
            End(entry.Pipeline);
        }
        Log.Removed(_logger, camera);
    }

    private CameraPipeline Create(CameraId camera, bool standby)
    {
        var pipeline = _pipelines.Create(camera, standby ? TimeSpan.Zero : _owed);
        if (standby)
            pipeline.Live.StandBy();
        return pipeline;
    }

    private void CountLost(CameraId camera, int frames) => _outcomes.Lost(camera, frames);

    // Under the lock. Disposal ends ffmpeg, which takes its time; viewers who wait are not to wait
    // for that.
    private void End(CameraPipeline pipeline)
    {
        pipeline.Live.End();
        var ending = Task.Run(async () => await pipeline.DisposeAsync());
        _ending.Add(ending);
        ending.ContinueWith(Forget, TaskScheduler.Default);
    }

    private void Forget(Task ended)
    {
        lock (_lock)
            _ending.Remove(ended);
        if (ended.Exception is { } failure)
            Log.EndFailed(_logger, failure);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Camera} is fed: its pipeline is running")]
        public static partial void Opened(ILogger logger, CameraId camera);

        [LoggerMessage(LogLevel.Information, "{Camera} is fed no more: its pipeline has ended")]
        public static partial void Removed(ILogger logger, CameraId camera);

        [LoggerMessage(LogLevel.Information, "{Camera} is left to another encoder from segment {Msn} on")]
        public static partial void Released(ILogger logger, CameraId camera, long msn);

        [LoggerMessage(LogLevel.Information, "{Camera} is taken over from segment {Msn} on")]
        public static partial void TakenOver(ILogger logger, CameraId camera, long msn);

        [LoggerMessage(LogLevel.Error, "A pipeline could not be ended cleanly")]
        public static partial void EndFailed(ILogger logger, Exception failure);
    }
}
