using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CamStream.AppHost.Announcement;

/// <summary>
/// Prints the dashboard's URL at once, and the URLs of the page and the broker when every demo
/// camera has a picture. Each line is a name and a URL.
/// </summary>
internal sealed class AddressAnnouncement(
    AddressAnnouncement.Subjects subjects,
    IServiceProvider services,
    ResourceNotificationService notifications,
    TimeProvider time
) : BackgroundService
{
    private static readonly TimeSpan _period = TimeSpan.FromMilliseconds(100);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(AnnounceDashboardAsync(stoppingToken), AnnouncePageAsync(stoppingToken));

    private async Task AnnounceDashboardAsync(CancellationToken cancellationToken)
    {
        var resources = services.GetRequiredService<DistributedApplicationModel>().Resources;
        if (!resources.Any(resource => resource.Name == DashboardLogin.Resource))
            return;
        await notifications.WaitForResourceAsync(
            DashboardLogin.Resource,
            KnownResourceStates.Running,
            cancellationToken
        );
        await Console.Out.WriteLineAsync($"dashboard {DashboardLogin.Url(services)}");
    }

    private async Task AnnouncePageAsync(CancellationToken cancellationToken)
    {
        foreach (var service in new[] { subjects.Page.Resource.Name, subjects.Broker.Resource.Name })
        {
            await notifications.WaitForResourceHealthyAsync(
                service,
                WaitBehavior.WaitOnResourceUnavailable,
                cancellationToken
            );
        }

        using var client = new HttpClient { BaseAddress = new Uri(subjects.Page.Url) };
        using var timer = new PeriodicTimer(_period, time);
        foreach (var camera in subjects.Cameras)
        {
            while (!await IsPlayableAsync(client, camera, cancellationToken))
                await timer.WaitForNextTickAsync(cancellationToken);
        }

        await Console.Out.WriteLineAsync($"page {subjects.Page.Url}");
        await Console.Out.WriteLineAsync($"mqtt mqtt://{subjects.Broker.Host}:{subjects.Broker.Port}");
        await Console.Out.WriteLineAsync($"mqtts mqtts://{subjects.TlsBroker.Host}:{subjects.TlsBroker.Port}");
    }

    /// <summary>The addresses to print.</summary>
    /// <param name="Page">The Gateway's endpoint.</param>
    /// <param name="Broker">The broker's endpoint.</param>
    /// <param name="TlsBroker">The broker's endpoint with TLS.</param>
    /// <param name="Cameras">The cameras that must have a picture first.</param>
    internal sealed record Subjects(
        EndpointReference Page,
        EndpointReference Broker,
        EndpointReference TlsBroker,
        IReadOnlyList<string> Cameras
    );

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
