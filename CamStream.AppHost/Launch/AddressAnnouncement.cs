using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace CamStream.AppHost.Launch;

/// <summary>
/// Prints where the dashboard is. Once every demo camera has a picture, it prints where the page
/// and the broker are. Each line is a name and a URL.
/// </summary>
internal sealed class AddressAnnouncement(
    Addresses addresses,
    DistributedApplicationModel model,
    IConfiguration configuration,
    ResourceNotificationService notifications,
    TimeProvider time
) : BackgroundService
{
    private const string Dashboard = "aspire-dashboard";

    private static readonly TimeSpan _period = TimeSpan.FromMilliseconds(100);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(AnnounceDashboardAsync(stoppingToken), AnnouncePageAsync(stoppingToken));

    private async Task AnnounceDashboardAsync(CancellationToken cancellationToken)
    {
        if (
            model.Resources.FirstOrDefault(resource => resource.Name == Dashboard)
            is not IResourceWithEndpoints dashboard
        )
            return;
        await notifications.WaitForResourceAsync(Dashboard, KnownResourceStates.Running, cancellationToken);
        var url = dashboard.GetEndpoints().First(endpoint => endpoint.Scheme is "http" or "https").Url;
        var token = configuration["AppHost:BrowserToken"];
        await Console.Out.WriteLineAsync(token is null ? $"dashboard {url}" : $"dashboard {url}/login?t={token}");
    }

    private async Task AnnouncePageAsync(CancellationToken cancellationToken)
    {
        foreach (var service in new[] { addresses.Page.Resource.Name, addresses.Broker.Resource.Name })
        {
            await notifications.WaitForResourceHealthyAsync(
                service,
                WaitBehavior.WaitOnResourceUnavailable,
                cancellationToken
            );
        }

        using var client = new HttpClient { BaseAddress = new Uri(addresses.Page.Url) };
        using var timer = new PeriodicTimer(_period, time);
        foreach (var camera in addresses.Cameras)
        {
            while (!await IsPlayableAsync(client, camera, cancellationToken))
                await timer.WaitForNextTickAsync(cancellationToken);
        }

        await Console.Out.WriteLineAsync($"page {addresses.Page.Url}");
        await Console.Out.WriteLineAsync($"mqtt mqtt://{addresses.Broker.Host}:{addresses.Broker.Port}");
        await Console.Out.WriteLineAsync($"mqtts mqtts://{addresses.TlsBroker.Host}:{addresses.TlsBroker.Port}");
    }

    private static async Task<bool> IsPlayableAsync(
        HttpClient client,
        string camera,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var playlist = await client.GetStringAsync(
                new Uri($"/hls/{camera}/live.m3u8", UriKind.Relative),
                cancellationToken
            );
            return playlist.Contains("#EXT-X-PART:", StringComparison.Ordinal);
        }
        catch (Exception failure)
            when (failure is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested
            )
        {
            return false; // not yet
        }
    }
}
