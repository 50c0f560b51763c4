namespace Aspire.Hosting.ApplicationModel;

/// <summary>What is to be done each time before a resource is started. (The real package publishes an event.)</summary>
internal sealed class BeforeStartedAnnotation(Func<BeforeResourceStartedEvent, CancellationToken, Task> callback) : IResourceAnnotation
{
    public Func<BeforeResourceStartedEvent, CancellationToken, Task> Callback { get; } = callback;
}
