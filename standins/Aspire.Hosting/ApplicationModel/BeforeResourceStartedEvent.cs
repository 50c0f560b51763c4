namespace Aspire.Hosting.ApplicationModel;

public class BeforeResourceStartedEvent(IResource resource, IServiceProvider services)
{
    public IResource Resource { get; } = resource;

    public IServiceProvider Services { get; } = services;
}
