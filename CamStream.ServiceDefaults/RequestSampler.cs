using System.Diagnostics;
using OpenTelemetry.Trace;

namespace CamStream.ServiceDefaults;

/// <summary>
/// Decides as a request starts whether it is traced. Not: probes and scrapes every few seconds, every viewer's several requests a second for media, and its
/// reports of what it showed, which would bury the rest and cost more than all other telemetry. What happens to the pictures in those is told by the
/// frames' own traces, and what fails by metrics. Requests to other services are traced as part of something traced only: those that are nobody's, as the probing of encoders, never. All else follows its parent.
/// </summary>
internal sealed class RequestSampler : Sampler
{
    /// <summary>The source of the spans of requests to this service.</summary>
    public const string Incoming = "Microsoft.AspNetCore";

    /// <summary>The source of the spans of requests to other services.</summary>
    public const string Outgoing = "System.Net.Http";

    private const string IncomingSpan = "Microsoft.AspNetCore.Hosting.HttpRequestIn";
    private const string OutgoingSpan = "System.Net.Http.HttpRequestOut";
    private const string Media = "/hls/";
    private const string Reports = "/renders";

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        if (samplingParameters.Name == IncomingSpan && IsUnwanted(samplingParameters.Tags)) return new SamplingResult(false);
        var parent = samplingParameters.ParentContext;
        var isRoot = parent.TraceId == default;
        return new SamplingResult(isRoot ? samplingParameters.Name != OutgoingSpan : parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded));
    }

    private static bool IsUnwanted(IEnumerable<KeyValuePair<string, object?>>? tags)
    {
        foreach (var (name, value) in tags ?? [])
        {
            if (name == "url.path" && value is string path)
            {
                return path is DefaultEndpoints.Readiness or DefaultEndpoints.Liveness or DefaultEndpoints.Metrics
                    || path.StartsWith(Media, StringComparison.OrdinalIgnoreCase) || path.EndsWith(Reports, StringComparison.OrdinalIgnoreCase);
            }
        }
        return false;
    }
}
