using System.Diagnostics;
using CamStream.Frames;
using CamStream.Gateway.Encoders;
using CamStream.Gateway.Telemetry;

namespace CamStream.Gateway.Latency;

/// <summary>
/// Takes viewers' reports. They are not to be trusted: one counts only where it fits a frame that
/// was delivered, and every one is counted with what became of it. Nothing is remembered of any
/// viewer.
/// </summary>
internal sealed class RenderReports(LatencyMemory memory, RecentCameras recent, GatewayMetrics metrics)
{
    public void Take(CameraId id, RenderReport report)
    {
        var known = memory.TryGet(id, out var camera) || recent.IsKnown(id);
        // A camera that somebody made up gets no metric of its own.
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
            metrics.StageDone(id, Stage.Render, shown > frame.Delivered ? shown - frame.Delivered : TimeSpan.Zero);
            LatencyTracing.Render(id, frame, shown, TimeSpan.FromMilliseconds(report.ClockOffsetMs));
        }
        return outcome;
    }
}
