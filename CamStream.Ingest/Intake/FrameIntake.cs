using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using CamStream.Frames;
using CamStream.Frames.Jpeg;
using CamStream.Frames.Mqtt;
using CamStream.Frames.Telemetry;
using CamStream.Ingest.Cameras;
using CamStream.Ingest.Forwarding;
using CamStream.Ingest.Telemetry;
using Microsoft.Extensions.Options;
using MQTTnet;

namespace CamStream.Ingest.Intake;

/// <summary>
/// Checks what cameras publish, and hands accepted frames to the camera's forwarder. Each message
/// is accepted or refused as a whole, and counted either way.
/// </summary>
internal sealed class FrameIntake(
    IOptions<IntakeOptions> options,
    CameraRegistry registry,
    CameraForwarders forwarders,
    IntakeLog log,
    IngestMetrics metrics,
    IngestTracing tracing,
    TimeProvider time
)
{
    /// <summary>Accepts or refuses a message on a camera's frame topic.</summary>
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
            forwarders.Of(camera).Add(frame);
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
            return Refuse(
                frame.Camera,
                "too_many_cameras",
                "too many cameras are known, and Cameras:Max allows no more."
            );
        if (camera.Accept(frame.Header, picture.Size, frame.Arrived, registry.ListeningSince) is not { } accepted)
        {
            return Refuse(
                frame.Camera,
                "clock",
                FormattableString.Invariant(
                    $"captured is {frame.Header.Captured:O}: it must be near the camera's other frames."
                )
            );
        }
        (frame.Picture, frame.Correction) = (picture.Size, accepted.Correction);
        receive?.SetTag("camstream.clock.offset", accepted.Correction.TotalSeconds);
        if (accepted.ClockJumped)
            log.ClockJumped(frame.Camera, accepted.Correction);
        if (frame.Header.HadMalformedTrace)
            metrics.TraceMalformed(frame.Camera);
        if (accepted.Lost > 0)
            metrics.FramesDropped(frame.Camera, DropReason.Broker, accepted.Lost);
        metrics.FrameReceived(
            frame.Camera,
            frame.Length,
            frame.Arrived - frame.Header.Times?.Published - accepted.Correction
        );
        camera.Judge(frame.Arrived);
        return true;
    }

    private bool Refuse(CameraId id, string detail, string? problem)
    {
        var known = registry.TryGet(id, out var camera);
        camera?.Refused();
        log.FrameRefused(known ? id : null, detail, $"frame of camera {id}: {problem}");
        return false;
    }
}
