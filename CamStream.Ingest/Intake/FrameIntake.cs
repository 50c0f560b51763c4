using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using CamStream.Frames;
using CamStream.Frames.Jpeg;
using CamStream.Frames.Mqtt;
using CamStream.Frames.Telemetry;
using CamStream.Ingest.Cameras;
using CamStream.Ingest.Feeds;
using CamStream.Ingest.Telemetry;
using Microsoft.Extensions.Options;
using MQTTnet;

namespace CamStream.Ingest.Intake;

/// <summary>
/// Checks what cameras publish and hands good frames to the camera's feed. A frame is taken or
/// refused whole, and counted either way.
/// </summary>
internal sealed class FrameIntake(
    IOptions<IntakeOptions> options,
    CameraRegistry registry,
    FeedDirectory feeds,
    IntakeLog log,
    IngestMetrics metrics,
    IngestTracing tracing,
    TimeProvider time
)
{
    public void Accept(CameraId id, MqttApplicationMessage message)
    {
        var arrived = time.GetUtcNow();
        if (!FrameMessage.TryRead(id, message, options.Value.MaxFrameBytes, out var frame, out var problem))
        {
            Refuse(id, "message", problem);
            return;
        }
        frame.Arrived = arrived;
        using var receive = tracing.StartReceive(frame);
        if (TryCheck(frame, receive, out var camera))
        {
            IngestTracing.StartForward(frame, receive);
            feeds.Of(camera).Add(frame);
        }
        else
        {
            receive?.SetDropped(DropReason.Invalid);
            frame.Dispose();
        }
    }

    private bool TryCheck(Frame frame, Activity? receive, [NotNullWhen(true)] out Camera? camera)
    {
        camera = null;
        if (!JpegStructure.TryRead(frame.Jpeg.Span, out var picture, out var problem))
            return Refuse(frame.Camera, "jpeg", problem);
        if (!registry.TryGetOrAdd(frame.Camera, out camera))
            return Refuse(frame.Camera, "too_many_cameras", "too many cameras");
        if (camera.Accept(frame.Header, picture.Size, frame.Arrived, registry.ListeningSince) is not { } accepted)
        {
            return Refuse(
                frame.Camera,
                "clock",
                FormattableString.Invariant($"captured at {frame.Header.Captured:O}, far from its other frames")
            );
        }
        (frame.Picture, frame.Correction) = (picture.Size, accepted.ClockOffset);
        receive?.SetTag("camstream.clock.offset", accepted.ClockOffset.TotalSeconds);
        if (accepted.ClockJumped)
            log.ClockJumped(frame.Camera, accepted.ClockOffset);
        if (frame.Header.HadMalformedTrace)
            metrics.TraceMalformed(frame.Camera);
        if (accepted.Lost > 0)
            metrics.FramesDropped(frame.Camera, DropReason.Broker, accepted.Lost);
        metrics.FrameReceived(
            frame.Camera,
            frame.Length,
            frame.Arrived - frame.Header.Times?.Published - accepted.ClockOffset
        );
        camera.Judge(frame.Arrived);
        return true;
    }

    private bool Refuse(CameraId id, string detail, string? problem)
    {
        var known = registry.TryGet(id, out var camera);
        camera?.Refused();
        log.FrameRefused(known ? id : null, detail, $"frame of '{id}': {problem}");
        return false;
    }
}
