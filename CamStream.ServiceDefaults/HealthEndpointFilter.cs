using System.Diagnostics;
using OpenTelemetry;

namespace CamStream.ServiceDefaults;

/// <summary>
/// Takes requests for the health endpoints out of the sample as they start, and with them, as the sampler follows the parent, the
/// spans of what the checks do. A probe every few seconds would bury the rest.
/// </summary>
internal sealed class HealthEndpointFilter : BaseProcessor<Activity>
{
    public override void OnStart(Activity data)
    {
        if (data.Kind != ActivityKind.Server
            || data.GetTagItem("url.path") is not (HealthEndpoints.Readiness or HealthEndpoints.Liveness))
        {
            return;
        }

        data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        data.IsAllDataRequested = false;
    }
}
