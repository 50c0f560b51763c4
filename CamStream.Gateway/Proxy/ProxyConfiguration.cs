using CamStream.Frames.Encoders;
using CamStream.Gateway.Coalescing;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace CamStream.Gateway.Proxy;

/// <summary>
/// YARP's routes and clusters, from the addresses that Aspire's references give:
/// <code>
/// /hls/{camera}/…  ─▶ cluster "encoders", one destination an encoder, named as the encoder is
/// /api/cameras/…   ─▶ cluster "ingest", without the /api; nothing else of it, as its /metrics
/// </code>
/// </summary>
internal static class ProxyConfiguration
{
    public const string Encoders = "encoders";
    public const string Ingest = "ingest";
    public const string AnySite = "any-site";
    public const string CameraValue = "camera";
    public const string FileValue = "file";

    private const string IngestKey = "services:ingest:http:0";

    // A blocked playlist is answered after three target durations at the latest (RFC 8216bis
    // §6.2.5.2), of the longest segments that an encoder makes (10 s); one silent for longer is
    // gone. Of most that are gone the probes know sooner.
    private static readonly TimeSpan _encoderSilence = TimeSpan.FromSeconds(35);

    // Server-sent events of a quiet system say nothing for long.
    private static readonly TimeSpan _ingestSilence = TimeSpan.FromHours(1);

    public static IReadOnlyList<RouteConfig> Routes { get; } =
    [
        new RouteConfig
        {
            RouteId = Encoders,
            ClusterId = Encoders,
            Match = new RouteMatch { Path = $"/hls/{{{CameraValue}}}/{{{FileValue}}}", Methods = ["GET", "HEAD"] },
            CorsPolicy = AnySite,
            Transforms = [new Dictionary<string, string> { ["X-Forwarded"] = "Off" }], // one answer serves many viewers
        },
        new RouteConfig
        {
            RouteId = Ingest,
            ClusterId = Ingest,
            Match = new RouteMatch { Path = "/api/cameras/{**rest}" },
            Transforms = [new Dictionary<string, string> { ["PathRemovePrefix"] = "/api" }],
        },
    ];

    /// <exception cref="InvalidOperationException">
    /// An address is missing or no http URL; the message names the key.
    /// </exception>
    public static IReadOnlyList<ClusterConfig> Clusters(IConfiguration configuration)
    {
        // Validated where it is bound; twice in a row without an answer, and an encoder is out of
        // the way.
        var probe = TimeSpan.FromMilliseconds(
            (
                configuration.GetSection(CoalescingOptions.Section).Get<CoalescingOptions>() ?? new CoalescingOptions()
            ).ProbeMilliseconds
        );
        return
        [
            new ClusterConfig
            {
                ClusterId = Encoders,
                Destinations = EncoderMap
                    .Read(configuration)
                    .ToDictionary(encoder => encoder.Name, encoder => Destination(encoder.Address)),
                HttpRequest = new ForwarderRequestConfig { ActivityTimeout = _encoderSilence },
                HealthCheck = new HealthCheckConfig
                {
                    Active = new ActiveHealthCheckConfig
                    {
                        Enabled = true,
                        Path = "/alive",
                        Interval = probe,
                        Timeout = probe,
                    },
                    Passive = new PassiveHealthCheckConfig
                    {
                        Enabled = true,
                        Policy = FirstFailurePolicy.PolicyName,
                        ReactivationPeriod = 2 * probe,
                    },
                },
            },
            new ClusterConfig
            {
                ClusterId = Ingest,
                Destinations = new Dictionary<string, DestinationConfig>
                {
                    [Ingest] = Destination(IngestAddress(configuration)),
                },
                HttpRequest = new ForwarderRequestConfig { ActivityTimeout = _ingestSilence },
            },
        ];
    }

    private static DestinationConfig Destination(Uri address) => new() { Address = address.AbsoluteUri };

    private static Uri IngestAddress(IConfiguration configuration) =>
        Uri.TryCreate(configuration[IngestKey], UriKind.Absolute, out var address)
        && address.Scheme is ("http" or "https")
            ? address
            : throw new InvalidOperationException(
                $"{IngestKey} is '{configuration[IngestKey]}': an address like http://host:port is wanted."
            );
}
