using System.Diagnostics.Metrics;

namespace CamStream.Frames.Telemetry;

/// <summary>
/// The names that the spans and metrics of all services have in common, so that they can be added
/// up.
/// </summary>
public static class FrameTelemetry
{
    /// <summary>Attribute: the camera's id.</summary>
    public const string CameraId = "camstream.camera.id";

    /// <summary>Attribute of spans: the frame's number.</summary>
    public const string Sequence = "camstream.frame.sequence";

    /// <summary>
    /// Attribute: how a frame ended, <c>delivered</c> or a <see cref="DropReason"/>.
    /// </summary>
    public const string Outcome = "camstream.frame.outcome";

    /// <summary>Attribute of <see cref="StageDuration"/>: the stage.</summary>
    public const string Stage = "camstream.stage";

    /// <summary>
    /// Counter: frames by <see cref="Outcome"/>. Each frame is counted once, by the service where
    /// it ends.
    /// </summary>
    public const string Frames = "camstream.frames";

    /// <summary>Up-down counter: frames that wait.</summary>
    public const string QueueDepth = "camstream.queue.depth";

    /// <summary>Histogram: how long frames take for each <see cref="Stage"/>.</summary>
    public const string StageDuration = "camstream.frame.stage.duration";

    /// <summary>The bucket boundaries of every histogram of durations, in seconds.</summary>
    public static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    };
}
