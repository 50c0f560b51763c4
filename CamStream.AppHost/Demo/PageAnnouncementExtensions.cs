using CamStream.AppHost.Broker;
using Microsoft.Extensions.DependencyInjection;

namespace CamStream.AppHost.Demo;

internal static class PageAnnouncementExtensions
{
    /// <summary>Three lines on standard output: <c>page http://…</c>, <c>mqtt mqtt://…</c> and <c>mqtts mqtts://…</c>.</summary>
    public static void AnnouncePage(
        this IDistributedApplicationBuilder builder,
        IResourceBuilder<ProjectResource> gateway,
        IResourceBuilder<IResourceWithEndpoints> broker,
        IReadOnlyList<string> cameras)
    {
        if (builder.ExecutionContext.IsRunMode)
        {
            builder.Services.AddSingleton(new PageAnnouncementTargets(gateway.GetEndpoint("http"), broker.GetEndpoint(MqttBroker.Plain), broker.GetEndpoint(MqttBroker.Tls), cameras));
            builder.Services.AddHostedService<PageAnnouncement>();
        }
    }
}
