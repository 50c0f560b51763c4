using CamStream.Frames;
using CamStream.Frames.Jpeg;
using CamStream.Frames.Mqtt;
using CamStream.Ingest.Cameras;
using CamStream.Ingest.Feeds;
using CamStream.Ingest.Telemetry;
using Microsoft.Extensions.Options;
using MQTTnet;

namespace CamStream.Ingest.Intake;

/// <summary>Checks what cameras publish and hands good frames to the camera's feed. A frame is taken or refused whole, and counted either way.</summary>
internal sealed class FrameIntake(
    IOptions<IntakeOptions> options, CameraRegistry registry, FeedDirectory feeds, RefusalLog refusals, IngestMetrics metrics, TimeProvider time)
{
    public void Accept(CameraId id, MqttApplicationMessage message)
    {
        var arrived = time.GetUtcNow();
        if (!FrameMessage.TryRead(id, message, options.Value.MaxFrameBytes, out var frame, out var problem)) Refuse(id, "message", problem);
        else if (!JpegStructure.TryRead(frame.Jpeg.Span, out var picture, out problem)) Refuse(id, "jpeg", problem, frame);
        else if (!registry.TryGetOrAdd(id, out var camera)) Refuse(id, "too_many_cameras", "too many cameras", frame);
        else if (!camera.TryAccept(frame.Header, picture, arrived, out var missing, out var delay))
        {
            Refuse(id, "clock", FormattableString.Invariant($"captured at {frame.Header.Captured:O}, far from its other frames"), frame);
        }
        else
        {
            metrics.FrameArrived(id, delay);
            if (missing > 0) metrics.FramesDropped(id, DropReason.Broker, missing);
            camera.Judge(arrived);
            feeds.Of(camera).Add(frame);
        }
    }

    private void Refuse(CameraId id, string detail, string? problem, Frame? frame = null)
    {
        frame?.Dispose();
        var known = registry.TryGet(id, out var camera);
        camera?.Refused();
        refusals.Refused(known ? id : null, detail, $"frame of '{id}': {problem}");
    }
}
