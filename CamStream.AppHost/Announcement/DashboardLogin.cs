using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CamStream.AppHost.Announcement;

/// <summary>Where Aspire's dashboard lets its user in.</summary>
internal static class DashboardLogin
{
    /// <summary>The name that Aspire gives the dashboard among the resources.</summary>
    public const string Resource = "aspire-dashboard";

    /// <summary>
    /// The page that signs in with this run's token, or the dashboard's first page where it asks for
    /// none; null when this run has no dashboard.
    /// </summary>
    /// <exception cref="InvalidOperationException">The dashboard does not run yet.</exception>
    public static string? Url(IServiceProvider services)
    {
        var resources = services.GetRequiredService<DistributedApplicationModel>().Resources;
        if (resources.FirstOrDefault(resource => resource.Name == Resource) is not IResourceWithEndpoints dashboard)
            return null;
        var url = dashboard.GetEndpoints().First(endpoint => endpoint.Scheme is "http" or "https").Url;
        var token = services.GetRequiredService<IConfiguration>()["AppHost:BrowserToken"];
        return token is null ? url : $"{url}/login?t={token}";
    }
}
