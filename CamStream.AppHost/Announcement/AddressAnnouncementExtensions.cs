using CamStream.AppHost.Broker;
using Microsoft.Extensions.DependencyInjection;

namespace CamStream.AppHost.Announcement;

internal static class AddressAnnouncementExtensions
{
    /// <summary>
    /// Prints four lines: <c>dashboard http://…</c>, <c>page http://…</c>, <c>mqtt mqtt://…</c> and
    /// <c>mqtts mqtts://…</c>.
    /// </summary>
    public static void AnnounceAddresses(
        this IDistributedApplicationBuilder builder,
        IResourceBuilder<ProjectResource> gateway,
        IResourceBuilder<IResourceWithEndpoints> broker,
        IReadOnlyList<string> cameras
    )
    {
        if (!builder.ExecutionContext.IsRunMode)
            return;
        builder.Services.AddSingleton(
            new AddressAnnouncement.Subjects(
                gateway.GetEndpoint("http"),
                broker.GetEndpoint(MqttBroker.Plain),
                broker.GetEndpoint(MqttBroker.Tls),
                cameras
            )
        );
        builder.Services.AddHostedService<AddressAnnouncement>();
    }
}
