using System.Diagnostics;

namespace CamStream.Gateway.Telemetry;

/// <summary>
/// Has requests of viewers begin traces of their own. Viewers are strangers: every playlist tells
/// them the <c>traceparent</c> of frames, and one who sends it back in a request would add spans to
/// the trace of the frame. W3C Trace Context §3.2.3.3 lets a service that is open to all restart
/// traces.
/// </summary>
internal sealed class NoViewersTraces : DistributedContextPropagator
{
    /// <inheritdoc/>
    public override IReadOnlyCollection<string> Fields => [];

    /// <inheritdoc/>
    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter)
    {
        // Nothing is told to viewers either.
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
