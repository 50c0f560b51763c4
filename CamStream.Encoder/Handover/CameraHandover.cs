using CamStream.Encoder.Cameras;
using CamStream.Encoder.Hls;
using CamStream.Encoder.Pipeline;
using CamStream.Frames;
using CamStream.Frames.Encoders;

namespace CamStream.Encoder.Handover;

/// <summary>
/// Moves a camera from one encoder to another at the start of a segment. The new encoder is fed on
/// standby until it is ready; the old one releases the camera; the new one takes it over.
/// Thread-safe.
/// </summary>
internal sealed partial class CameraHandover(
    CameraRegistry cameras,
    FeedLedgers ledgers,
    FrameOutcomes outcomes,
    ILogger<CameraHandover> logger
)
{
    // The other services must learn of a release before its first segment starts.
    private static readonly TimeSpan _lead = TimeSpan.FromSeconds(0.5);

    /// <summary>
    /// The cameras on standby that this encoder could answer for. Each has completed its
    /// first segment (a filled one) and begun the next.
    /// </summary>
    public IReadOnlyList<string> Ready() =>
        [.. cameras.All().Where(camera => IsReady(camera.Pipeline.Live.Current)).Select(camera => camera.Id.Value)];

    /// <summary>
    /// Answers for a camera on standby, from the segment <paramref name="msn"/> on; false when this
    /// encoder does not have the camera.
    /// </summary>
    public bool TakeOver(CameraId id, long msn)
    {
        if (!cameras.TryFind(id, out var camera))
            return false;
        camera.TakeOver(msn);
        Log.TakenOver(logger, id, msn);
        return true;
    }

    /// <summary>
    /// Leaves a camera to another encoder, from a segment that starts soon; null when this encoder
    /// does not have the camera.
    /// </summary>
    public ReleasedCamera? Release(CameraId id)
    {
        if (!cameras.TryFind(id, out var camera))
            return null;
        var released = camera.Release(_lead);
        Log.Released(logger, id, released.Msn);
        return released;
    }

    /// <summary>
    /// Takes the last number that a writer wrote to a feed that broke, and counts the frames that
    /// never arrived; false while a feed of the camera is open.
    /// </summary>
    public bool Settle(CameraId id, FeedPlace last)
    {
        if (cameras.TryFind(id, out var camera))
            return camera.TrySettle(last);
        if (ledgers.TryGet(id, out var ledger))
            outcomes.Lost(id, ledger.Settle(last));
        return true;
    }

    private static bool IsReady(LiveWindow window) =>
        window.Tenure.From == Tenure.Never && window.Segments.Count(segment => !segment.IsGap) > 1;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Another encoder takes {Camera} over, from segment {Msn} on")]
        public static partial void Released(ILogger logger, CameraId camera, long msn);

        [LoggerMessage(LogLevel.Information, "This encoder takes {Camera} over, from segment {Msn} on")]
        public static partial void TakenOver(ILogger logger, CameraId camera, long msn);
    }
}
