using CamStream.Encoder.Telemetry;
using CamStream.Encoder.Timeline;
using CamStream.Frames;

namespace CamStream.Encoder.Pipeline;

/// <summary>What the stages of one camera's pipeline share.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="Grid">The grid of its stream.</param>
/// <param name="Repeat">How long its last picture is repeated when no frame comes.</param>
/// <param name="Options">The options of all pipelines.</param>
/// <param name="Outcomes">Where its frames end.</param>
/// <param name="Metrics">The metrics of the service.</param>
/// <param name="Time">The clock.</param>
/// <param name="Logger">The log of the pipeline.</param>
internal sealed record PipelineContext(
    CameraId Camera,
    MediaGrid Grid,
    TimeSpan Repeat,
    PipelineOptions Options,
    FrameOutcomes Outcomes,
    EncoderMetrics Metrics,
    TimeProvider Time,
    ILogger Logger
);
