using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using CamStream.Gateway.Telemetry;
using Microsoft.AspNetCore.RateLimiting;

namespace CamStream.Gateway.Latency;

/// <summary>
/// Limits the reports from one address. A page sends five a second at most.
/// </summary>
internal sealed class ReportLimit(GatewayMetrics metrics) : IRateLimiterPolicy<IPAddress>
{
    private const int ReportsPerSecond = 30;
    private const int SubnetBytes = 8;

    public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected => RefuseAsync;

    public RateLimitPartition<IPAddress> GetPartition(HttpContext httpContext) =>
        RateLimitPartition.GetTokenBucketLimiter(
            Subscriber(httpContext.Connection.RemoteIpAddress ?? IPAddress.None),
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = ReportsPerSecond,
                TokensPerPeriod = ReportsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }
        );

    /// <summary>
    /// The address that stands for its owner. Who has an IPv6 address has all with the same first
    /// 64 bits.
    /// </summary>
    public static IPAddress Subscriber(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(SubnetBytes).Clear();
        return new IPAddress(bytes);
    }

    private async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellation)
    {
        metrics.Reported(null, ReportOutcome.TooMany);
        var context = rejected.HttpContext;
        context.Response.Headers.RetryAfter = "1";
        await TypedResults
            .Problem(
                $"This address sends more than {ReportsPerSecond} reports a second.",
                statusCode: StatusCodes.Status429TooManyRequests
            )
            .ExecuteAsync(context);
    }
}
