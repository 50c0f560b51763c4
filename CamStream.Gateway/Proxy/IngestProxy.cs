using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace CamStream.Gateway.Proxy;

/// <summary>
/// <c>/api/cameras/…</c> of the Gateway is <c>/cameras/…</c> of Ingest. Nothing else of Ingest is
/// reached, such as its <c>/metrics</c>.
/// </summary>
internal static class IngestProxy
{
    private const string Id = "ingest";
    private const string AddressKey = "services:ingest:http:0";

    // The server-sent events of a quiet system are silent for long.
    private static readonly TimeSpan _silence = TimeSpan.FromHours(1);

    public static RouteConfig Route { get; } =
        new()
        {
            RouteId = Id,
            ClusterId = Id,
            Match = new RouteMatch { Path = "/api/cameras/{**rest}" },
            Transforms = [new Dictionary<string, string> { ["PathRemovePrefix"] = "/api" }],
        };

    /// <summary>Ingest, at the address that Aspire's reference gives.</summary>
    /// <exception cref="InvalidOperationException">
    /// The address is missing or is not an http URL; the message names the key.
    /// </exception>
    public static ClusterConfig Cluster(IConfiguration configuration) =>
        new()
        {
            ClusterId = Id,
            Destinations = new Dictionary<string, DestinationConfig>
            {
                [Id] = new DestinationConfig { Address = Address(configuration).AbsoluteUri },
            },
            HttpRequest = new ForwarderRequestConfig { ActivityTimeout = _silence },
        };

    private static Uri Address(IConfiguration configuration) =>
        Uri.TryCreate(configuration[AddressKey], UriKind.Absolute, out var address)
        && address.Scheme is ("http" or "https")
            ? address
            : throw new InvalidOperationException(
                $"{AddressKey} is '{configuration[AddressKey]}'; it must be an address like http://host:port."
            );
}
