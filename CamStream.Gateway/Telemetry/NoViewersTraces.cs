using System.Diagnostics;

namespace CamStream.Gateway.Telemetry;

/// <summary>
/// Lets viewers' requests begin traces of their own. Every playlist tells viewers the
/// <c>traceparent</c> of frames; a stranger who sends one back would add spans to the frame's
/// trace. W3C Trace Context §3.2.3.3 lets a public service restart traces.
/// </summary>
internal sealed class NoViewersTraces : DistributedContextPropagator
{
    /// <inheritdoc/>
    public override IReadOnlyCollection<string> Fields => [];

    /// <inheritdoc/>
    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter)
    {
        // Viewers get no trace context of ours either.
    }

    /// <inheritdoc/>
    public override void ExtractTraceIdAndState(
        object? carrier,
        PropagatorGetterCallback? getter,
        out string? traceId,
        out string? traceState
    ) => (traceId, traceState) = (null, null);

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(
        object? carrier,
        PropagatorGetterCallback? getter
    ) => null;
}
