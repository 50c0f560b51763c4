using System.Diagnostics.CodeAnalysis;
using CamStream.Encoder.Hls;
using CamStream.Encoder.Pipeline;
using CamStream.Encoder.Telemetry;
using CamStream.Frames;
using Microsoft.Extensions.Options;

namespace CamStream.Encoder.Cameras;

/// <summary>
/// The cameras of this encoder: those with an open feed, and for a short time after their last
/// feed. Thread-safe.
/// </summary>
internal sealed partial class CameraRegistry : ILiveStreams, IDisposable
{
    private readonly IncomingFeedOptions _options;
    private readonly PipelineLifetimes _pipelines;
    private readonly FeedLedgers _ledgers;
    private readonly FrameOutcomes _outcomes;
    private readonly TimeProvider _time;
    private readonly ILogger<CameraRegistry> _logger;
    private readonly Lock _lock = new();
    private readonly Dictionary<CameraId, CameraEntry> _cameras = [];
    private bool _stopped;

    /// <summary>Makes an empty registry, and registers the gauges of its cameras.</summary>
    public CameraRegistry(
        IOptions<IncomingFeedOptions> options,
        PipelineLifetimes pipelines,
        FeedLedgers ledgers,
        FrameOutcomes outcomes,
        EncoderMetrics metrics,
        TimeProvider time,
        ILogger<CameraRegistry> logger
    )
    {
        (_options, _pipelines, _ledgers, _outcomes) = (options.Value, pipelines, ledgers, outcomes);
        (_time, _logger) = (time, logger);
        metrics.Observe(() => [.. All().Select(Load)]);
    }

    /// <summary>How many cameras there are.</summary>
    public int Count => All().Count;

    /// <summary>Whether a feed is open.</summary>
    public bool IsFed => All().Any(camera => camera.Feeds > 0);

    /// <summary>
    /// Whether no feed is open, and viewers have read what they want of the cameras that were
    /// released.
    /// </summary>
    public bool IsDrained
    {
        get
        {
            var now = _time.GetUtcNow();
            return !All().Any(camera => camera.IsNeeded(now));
        }
    }

    /// <summary>All cameras at this moment.</summary>
    public IReadOnlyList<CameraEntry> All()
    {
        lock (_lock)
            return [.. _cameras.Values];
    }

    /// <summary>Opens a feed, which the caller disposes.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="standby">
    /// Whether another encoder has the camera: then this one answers no viewer before a takeover.
    /// </param>
    /// <returns>Null when there are too many cameras, or the service stops.</returns>
    public IncomingFeed? Open(CameraId camera, bool standby = false)
    {
        lock (_lock)
        {
            if (_stopped)
                return null;
            if (_cameras.TryGetValue(camera, out var entry))
            {
                entry.OpenFeed(standby);
            }
            else
            {
                if (_cameras.Count >= _options.MaxCameras)
                    return null;
                entry = new CameraEntry(camera, standby, _pipelines, _ledgers, _outcomes);
                _cameras.Add(camera, entry);
                Log.Opened(_logger, camera);
            }
            return new IncomingFeed(this, entry);
        }
    }

    /// <summary>
    /// Closes a feed of a camera. The camera is kept for a while after its last feed.
    /// </summary>
    public void Close(CameraEntry camera)
    {
        lock (_lock)
            camera.CloseFeed(TimeSpan.FromMilliseconds(_options.LingerMilliseconds), _time, Remove);
    }

    /// <summary>Finds a camera.</summary>
    public bool TryFind(CameraId id, [NotNullWhen(true)] out CameraEntry? camera)
    {
        lock (_lock)
            return _cameras.TryGetValue(id, out camera);
    }

    /// <inheritdoc/>
    public bool TryGet(CameraId camera, [NotNullWhen(true)] out LiveStream? stream)
    {
        stream = TryFind(camera, out var entry) ? entry.Pipeline.Live : null;
        return stream is not null;
    }

    /// <summary>
    /// Ends all cameras at once, and opens no more feeds. Nothing lingers: another encoder takes
    /// the cameras over, and viewers who wait here find it sooner when they are told now.
    /// </summary>
    public void Stop()
    {
        lock (_lock)
        {
            _stopped = true;
            foreach (var camera in _cameras.Values)
                camera.End();
            _cameras.Clear();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Stop();

    private void Remove(CameraEntry camera)
    {
        lock (_lock)
        {
            if (_cameras.GetValueOrDefault(camera.Id) != camera || !camera.TryEnd())
                return; // a feed came in time, or the service stops
            _cameras.Remove(camera.Id);
        }
        Log.Removed(_logger, camera.Id);
    }

    private static CameraLoad Load(CameraEntry camera) =>
        new(camera.Id, camera.Feeds, camera.Pipeline.Waiting, camera.Pipeline.Live.Waiting);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Camera} has a feed: its pipeline is started")]
        public static partial void Opened(ILogger logger, CameraId camera);

        [LoggerMessage(LogLevel.Information, "{Camera} has no feed any more: its pipeline is ended")]
        public static partial void Removed(ILogger logger, CameraId camera);
    }
}
