using CamStream.Encoder.FFmpeg;
using CamStream.Encoder.Hls;
using CamStream.Encoder.Telemetry;
using CamStream.Encoder.Timeline;
using CamStream.Frames;
using Microsoft.Extensions.Options;

namespace CamStream.Encoder.Pipeline;

/// <summary>Makes the pipelines of cameras. All pipelines have the same options.</summary>
internal sealed class CameraPipelineFactory(
    IOptions<TimelineOptions> timeline,
    IOptions<PipelineOptions> pipeline,
    IOptions<HlsOptions> hls,
    StartH264Encoder startEncoder,
    FrameOutcomes outcomes,
    EncoderMetrics metrics,
    TimeProvider time,
    ILogger<CameraPipeline> logger
)
{
    /// <summary>Makes a running pipeline, which the caller owns.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="before">How long before the first picture its stream starts.</param>
    public CameraPipeline Create(CameraId camera, TimeSpan before)
    {
        var (grid, repeat) = (timeline.Value.Grid, timeline.Value.Repeat);
        var context = new PipelineContext(camera, grid, repeat, pipeline.Value, outcomes, metrics, time, logger);
        var packager = new PartPackager(context, new LiveStream(grid, hls.Value, time));
        var encoding = new PictureEncoding(context, startEncoder, packager);
        return new CameraPipeline(context, new CameraTimeline(grid, repeat, before), encoding);
    }
}
