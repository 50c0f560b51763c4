using Microsoft.Extensions.Hosting;

namespace CamStream.AppHost.Demo;

/// <summary>Says where the page and the broker are, once there is a picture of every demo camera to see.</summary>
internal sealed class PageAnnouncement(
    PageAnnouncementTargets targets, ResourceNotificationService notifications, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _period = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var service in new[] { targets.Page.Resource.Name, targets.Broker.Resource.Name })
        {
            await notifications.WaitForResourceHealthyAsync(service, WaitBehavior.WaitOnResourceUnavailable, stoppingToken);
        }

        using var client = new HttpClient { BaseAddress = new Uri(targets.Page.Url) };
        using var timer = new PeriodicTimer(_period, time);
        foreach (var camera in targets.Cameras)
        {
            while (!await IsPlayableAsync(client, camera, stoppingToken))
            {
                await timer.WaitForNextTickAsync(stoppingToken);
            }
        }

        await Console.Out.WriteLineAsync($"page {targets.Page.Url}");
        await Console.Out.WriteLineAsync($"mqtt mqtt://{targets.Broker.Host}:{targets.Broker.Port}");
        await Console.Out.WriteLineAsync($"mqtts mqtts://{targets.TlsBroker.Host}:{targets.TlsBroker.Port}");
    }

    private static async Task<bool> IsPlayableAsync(HttpClient client, string camera, CancellationToken cancellationToken)
    {
        try
        {
            var playlist = await client.GetStringAsync(new Uri($"/hls/{camera}/live.m3u8", UriKind.Relative), cancellationToken);
            return playlist.Contains("#EXT-X-PART:", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false; // not yet
        }
    }
}
