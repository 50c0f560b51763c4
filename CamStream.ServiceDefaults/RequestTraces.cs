using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using OpenTelemetry.Trace;

namespace CamStream.ServiceDefaults;

/// <summary>Which requests are in traces, and what their spans say.</summary>
internal static class RequestTraces
{
    private const string ErrorType = "error.type";

    /// <summary>
    /// Traces requests to other services, but only those that belong to a trace. Probes do not.
    /// </summary>
    public static TracerProviderBuilder AddOutgoingRequests(this TracerProviderBuilder traces)
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

    /// <summary>
    /// Traces requests to this service, except probes, scrapes and those that
    /// <paramref name="untraced"/> names.
    /// </summary>
    public static TracerProviderBuilder AddIncomingRequests(
        this TracerProviderBuilder traces,
        Func<HttpRequest, bool>? untraced
    ) =>
        traces.AddAspNetCoreInstrumentation(http =>
        {
            http.Filter = context =>
                !IsOfOperations(context.Request.Path) && untraced?.Invoke(context.Request) is not true;
            http.EnrichWithHttpResponse = Complete;
        });

    private static bool IsPart() => Activity.Current?.Parent is { Recorded: true };

    // Probes and scrapes come every few seconds: their spans would bury the others.
    private static bool IsOfOperations(PathString path) =>
        path.Value is DefaultEndpoints.Readiness or DefaultEndpoints.Liveness or DefaultEndpoints.Metrics;

    // The semantic conventions require error.type on every server span that failed.
    private static void Complete(Activity span, HttpResponse response)
    {
        if (response.StatusCode >= 500 && span.GetTagItem(ErrorType) is null)
            span.SetTag(ErrorType, response.StatusCode.ToString("D"));
    }
}
