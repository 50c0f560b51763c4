using System.Diagnostics;
using OpenTelemetry;

namespace CamStream.ServiceDefaults;

/// <summary>
/// Takes requests out of the sample as they start that would bury the rest: probes and scrapes every few seconds, and every viewer's
/// several requests a second for media. What happens to the pictures in those is told by the frames' own traces. A request for media
/// that fails is sampled after all, at its end (<see cref="RequestSpanFilter"/>). Requests to other services are sampled as part of a
/// sampled request only, whatever sampler is configured: those that are nobody's, as the probing of encoders, never.
/// </summary>
internal sealed class RequestSampling : BaseProcessor<Activity>
{
    /// <summary>The source of the spans of requests to this service.</summary>
    public const string Incoming = "Microsoft.AspNetCore";

    /// <summary>The source of the spans of requests to other services.</summary>
    public const string Outgoing = "System.Net.Http";

    private const string Media = "/hls/";

    public override void OnStart(Activity data)
    {
        if (data.Source.Name == Outgoing ? data.Parent is not { Recorded: true } : data.Source.Name == Incoming && IsUnwanted(data))
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }

    private static bool IsUnwanted(Activity request)
    {
        if (request.GetTagItem("url.path") is not string path)
            return false;
        if (path is not (DefaultEndpoints.Readiness or DefaultEndpoints.Liveness or DefaultEndpoints.Metrics))
            return path.StartsWith(Media, StringComparison.Ordinal);
        request.IsAllDataRequested = false;
        return true;
    }
}
