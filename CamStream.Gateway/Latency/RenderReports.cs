using System.Diagnostics;
using CamStream.Frames;
using CamStream.Frames.Telemetry;
using CamStream.Gateway.Encoders;
using CamStream.Gateway.Telemetry;

namespace CamStream.Gateway.Latency;

/// <summary>
/// Takes viewers' reports, which are not to be trusted: one is measured only if it fits a frame
/// that was delivered, and each is counted with its outcome. Nothing is remembered about a viewer.
/// </summary>
internal sealed class RenderReports(LatencyMemory memory, RecentCameras recent, GatewayMetrics metrics)
{
    public void Take(CameraId id, RenderReport report)
    {
        var known = memory.TryGet(id, out var camera) || recent.IsKnown(id);
        // Only known cameras are in metrics: anybody can invent a name.
        CameraId? named = known ? id : null;
        if (known)
            metrics.Stalled(id, report.Stalls);
        var spans = new HashSet<(ActivityTraceId, ActivitySpanId)>();
        foreach (var render in report.Renders)
            metrics.Reported(named, camera is null ? ReportOutcome.Unknown : Take(id, camera, report, render, spans));
    }

    private ReportOutcome Take(
        CameraId id,
        CameraLatency camera,
        RenderReport report,
        RenderReport.Render render,
        HashSet<(ActivityTraceId, ActivitySpanId)> spans
    )
    {
        if (!TraceParent.TryParse(render.TraceParent, out var package))
            return ReportOutcome.Unknown;
        // A viewer shows a frame once.
        if (!spans.Add((package.TraceId, package.SpanId)))
            return ReportOutcome.Duplicate;
        if (render.ShownAt() is not { } shown)
            return ReportOutcome.Impossible;
        var outcome = camera.Report(
            package,
            shown,
            TimeSpan.FromMilliseconds(report.RoundTripMs),
            out var frame,
            out var first
        );
        if (outcome != ReportOutcome.Accepted || frame is null)
            return outcome;
        metrics.Shown(id, shown - frame.Frame.Captured);
        if (first)
        {
            metrics.StageDone(id, FrameStage.Render, shown > frame.Delivered ? shown - frame.Delivered : TimeSpan.Zero);
            LatencyTracing.Render(id, frame, shown, TimeSpan.FromMilliseconds(report.ClockOffsetMs));
        }
        return outcome;
    }
}
