using CamStream.Frames.Encoders;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace CamStream.Gateway.Encoders;

/// <summary>
/// The encoders as a cluster of YARP. YARP probes them and keeps the connections to them; the
/// Gateway chooses which one to ask.
/// </summary>
internal sealed class EncoderCluster(
    IProxyStateLookup proxy,
    IDestinationHealthUpdater health,
    IOptions<GatewayOptions> options
)
{
    public const string Id = "encoders";

    private readonly TimeSpan _avoided = 2 * TimeSpan.FromMilliseconds(options.Value.ProbeMilliseconds);

    /// <summary>All encoders, each with the name that Ingest knows it by.</summary>
    public IReadOnlyList<DestinationState> Encoders => State.DestinationsState.AllDestinations;

    /// <summary>The connections to them.</summary>
    public HttpMessageInvoker Client => State.Model.HttpClient;

    // YARP has it when the routes are mapped.
    private ClusterState State =>
        proxy.TryGetCluster(Id, out var cluster)
            ? cluster
            : throw new InvalidOperationException($"YARP has no cluster '{Id}'.");

    /// <summary>The cluster, with the addresses that Aspire's references give.</summary>
    /// <exception cref="InvalidOperationException">
    /// An address is missing or is not an http URL; the message names the key.
    /// </exception>
    public static ClusterConfig Configure(IConfiguration configuration)
    {
        // The options are validated where they are bound.
        var options = configuration.GetSection(GatewayOptions.Section).Get<GatewayOptions>() ?? new GatewayOptions();
        var probe = TimeSpan.FromMilliseconds(options.ProbeMilliseconds);
        return new ClusterConfig
        {
            ClusterId = Id,
            Destinations = EncoderMap
                .Read(configuration)
                .ToDictionary(
                    encoder => encoder.Name,
                    encoder => new DestinationConfig { Address = encoder.Address.AbsoluteUri }
                ),
            HealthCheck = new HealthCheckConfig
            {
                Active = new ActiveHealthCheckConfig
                {
                    Enabled = true,
                    Path = "/alive",
                    Interval = probe,
                    Timeout = probe,
                },
            },
        };
    }

    /// <summary>The encoder answered.</summary>
    public void Answered(DestinationState encoder) => Set(encoder, DestinationHealth.Healthy);

    /// <summary>
    /// The encoder could not be reached or broke off: for a moment it is asked last. It is still
    /// asked when no other has an answer, so a false alarm changes the order only.
    /// </summary>
    public void Failed(DestinationState encoder) => Set(encoder, DestinationHealth.Unhealthy);

    private void Set(DestinationState encoder, DestinationHealth passive) =>
        health.SetPassive(State, encoder, passive, _avoided);
}
