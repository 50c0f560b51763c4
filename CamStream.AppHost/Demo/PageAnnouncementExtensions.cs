using CamStream.AppHost.Broker;
using Microsoft.Extensions.DependencyInjection;

namespace CamStream.AppHost.Demo;

internal static class PageAnnouncementExtensions
{
    /// <summary>Two lines on standard output: <c>page http://…</c> and <c>mqtt mqtt://…</c>.</summary>
    public static void AnnouncePage(
        this IDistributedApplicationBuilder builder,
        IResourceBuilder<ProjectResource> gateway,
        IResourceBuilder<IResourceWithEndpoints> broker,
        IReadOnlyList<string> cameras)
    {
        if (builder.ExecutionContext.IsRunMode)
        {
            builder.Services.AddSingleton(new PageAnnouncementTargets(gateway.GetEndpoint("http"), broker.GetEndpoint(Mosquitto.Endpoint), cameras));
            builder.Services.AddHostedService<PageAnnouncement>();
        }
    }
}
