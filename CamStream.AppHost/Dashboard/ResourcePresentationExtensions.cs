namespace CamStream.AppHost.Dashboard;

/// <summary>How resources appear in Aspire's dashboard.</summary>
internal static class ResourcePresentationExtensions
{
    /// <summary>
    /// An icon (by its name among Fluent UI's system icons), and a description in the resource's
    /// details.
    /// </summary>
    public static IResourceBuilder<T> ShownAs<T>(this IResourceBuilder<T> resource, string icon, string description)
        where T : IResource =>
        resource
            .WithIconName(icon)
            .OnInitializeResource(
                (shown, initialize, _) =>
                {
                    var property = new ResourcePropertySnapshot("Description", description) { IsHighlighted = true };
                    return initialize.Notifications.PublishUpdateAsync(
                        shown,
                        snapshot => snapshot with { Properties = [.. snapshot.Properties, property] }
                    );
                }
            );

    /// <summary>
    /// Named links to paths of an endpoint. They replace the endpoint's one link without a name.
    /// </summary>
    public static IResourceBuilder<T> WithLinks<T>(
        this IResourceBuilder<T> resource,
        string endpoint,
        params (string Text, string Path)[] links
    )
        where T : IResourceWithEndpoints =>
        resource.WithUrls(context =>
        {
            var own = context.Urls.FirstOrDefault(url => url.Endpoint?.EndpointName == endpoint);
            if (own is null)
                return;
            context.Urls.Remove(own);
            foreach (var (text, path) in links)
            {
                var url = new Uri(new Uri(own.Url), path).ToString();
                context.Urls.Add(
                    new ResourceUrlAnnotation
                    {
                        Url = url,
                        DisplayText = text,
                        Endpoint = own.Endpoint,
                    }
                );
            }
        });
}
