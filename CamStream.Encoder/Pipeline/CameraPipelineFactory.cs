using CamStream.Encoder.FFmpeg;
using CamStream.Encoder.Hls;
using CamStream.Encoder.Telemetry;
using CamStream.Encoder.Timeline;
using CamStream.Frames;
using Microsoft.Extensions.Options;

namespace CamStream.Encoder.Pipeline;

/// <summary>Makes the pipelines of cameras; all of them have the same options.</summary>
internal sealed class CameraPipelineFactory(
    IOptions<TimelineOptions> timeline,
    IOptions<PipelineOptions> pipeline,
    IOptions<HlsOptions> hls,
    StartH264Encoder startEncoder,
    EncoderMetrics metrics,
    TimeProvider time,
    ILogger<CameraPipeline> logger
)
{
    /// <summary>A running pipeline; the caller owns it.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="before">How long before the first picture its stream starts.</param>
    public CameraPipeline Create(CameraId camera, TimeSpan before)
    {
        var grid = timeline.Value.Grid;
        var packager = new PartPackager(camera, grid, new LiveStream(grid, hls.Value, time), metrics, time);
        var encoding = new PictureEncoding(
            camera,
            grid,
            timeline.Value.Repeat,
            startEncoder,
            pipeline.Value,
            packager,
            metrics,
            time,
            logger
        );
        return new CameraPipeline(
            camera,
            new CameraTimeline(grid, timeline.Value.Repeat, before),
            pipeline.Value,
            encoding,
            metrics,
            time,
            logger
        );
    }
}
