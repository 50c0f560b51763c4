using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace CamStream.Gateway.Proxy;

/// <summary>
/// An encoder that could not be reached, or broke off, is asked last for a moment. It is still
/// asked when no other answers, so a false alarm costs nothing but the order.
/// </summary>
internal sealed class FirstFailurePolicy(IDestinationHealthUpdater health) : IPassiveHealthCheckPolicy
{
    public const string PolicyName = "FirstFailure";

    public string Name => PolicyName;

    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
    {
        if (context.RequestAborted.IsCancellationRequested)
            return;
        var failed = context.Features.Get<IForwarderErrorFeature>() is not null;
        var reactivation = cluster.Model.Config.HealthCheck?.Passive?.ReactivationPeriod ?? TimeSpan.FromSeconds(1);
        health.SetPassive(
            cluster,
            destination,
            failed ? DestinationHealth.Unhealthy : DestinationHealth.Healthy,
            reactivation
        );
    }
}
