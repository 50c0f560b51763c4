using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CamStream.AppHost.Announcement;

/// <summary>The URL at which a user signs in to Aspire's dashboard.</summary>
internal static class DashboardLogin
{
    /// <summary>The dashboard's name among Aspire's resources.</summary>
    public const string Resource = "aspire-dashboard";

    /// <summary>
    /// The page that signs in with this run's token, or the dashboard's home page if it needs no
    /// token; null if this run has no dashboard.
    /// </summary>
    /// <exception cref="InvalidOperationException">The dashboard is not running yet.</exception>
    public static string? Url(IServiceProvider services)
    {
        var resources = services.GetRequiredService<DistributedApplicationModel>().Resources;
        if (resources.FirstOrDefault(resource => resource.Name == Resource) is not IResourceWithEndpoints dashboard)
            return null;
        var url = dashboard.GetEndpoints().First(endpoint => endpoint.EndpointName is "http" or "https").Url;
        var token = services.GetRequiredService<IConfiguration>()["AppHost:BrowserToken"];
        return token is null ? url : $"{url}/login?t={token}";
    }
}
