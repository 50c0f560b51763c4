using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using OpenTelemetry.Trace;

namespace CamStream.ServiceDefaults;

/// <summary>Which requests are in traces, and what their spans say.</summary>
internal static class RequestTraces
{
    private const string Media = "/hls/";
    private const string Reports = "/renders";
    private const string ErrorType = "error.type";

    /// <summary>
    /// Traces requests to other services as parts of a trace only. A probe of an encoder is part
    /// of none.
    /// </summary>
    public static TracerProviderBuilder AddRequests(this TracerProviderBuilder traces)
    {
        // ASP.NET Core has already read the trace context of a request, by the service's own
        // propagator. With OpenTelemetry's default the instrumentation reads it again, and a
        // viewer of the Gateway becomes the parent of its spans.
        Sdk.SetDefaultTextMapPropagator(new TraceContextPropagator());

        // Set here, or OTEL_TRACES_SAMPLER decides: Aspire sets one that follows no parent.
        return traces
            .SetSampler(new ParentBasedSampler(new AlwaysOnSampler()))
            .AddHttpClientInstrumentation(http => http.FilterHttpRequestMessage = _ => IsPart());
    }

    /// <summary>Traces requests to this service, all but those that nobody looks for.</summary>
    public static TracerProviderBuilder AddIncomingRequests(this TracerProviderBuilder traces) =>
        traces.AddAspNetCoreInstrumentation(http =>
        {
            http.Filter = context => !IsUntraced(context.Request.Path.Value ?? "");
            http.EnrichWithHttpResponse = Complete;
        });

    private static bool IsPart() => Activity.Current?.Parent is { Recorded: true };

    /// <summary>
    /// Probes and scrapes come every few seconds. Every viewer asks for media several times a
    /// second and reports what it showed. Their spans would bury the others and cost more than all
    /// other telemetry. The traces of frames say what happens to pictures; metrics say what fails.
    /// </summary>
    private static bool IsUntraced(string path) =>
        path is DefaultEndpoints.Readiness or DefaultEndpoints.Liveness or DefaultEndpoints.Metrics
        || path.StartsWith(Media, StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(Reports, StringComparison.OrdinalIgnoreCase);

    /// <summary>OpenTelemetry wants a type of every error of a server span.</summary>
    private static void Complete(Activity span, HttpResponse response)
    {
        if (response.StatusCode >= 500 && span.GetTagItem(ErrorType) is null)
            span.SetTag(ErrorType, response.StatusCode.ToString("D"));
    }
}
