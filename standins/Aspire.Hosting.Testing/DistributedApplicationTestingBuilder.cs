namespace Aspire.Hosting.Testing;

/// <summary>Runs an AppHost's own entry point up to where it builds, and hands its builder out.</summary>
public static class DistributedApplicationTestingBuilder
{
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync<TEntryPoint>([], cancellationToken);

    /// <param name="args">The AppHost's command line, which is part of its configuration.</param>
    /// <param name="cancellationToken">Ends the wait for the builder.</param>
    /// <typeparam name="TEntryPoint">A type of the AppHost's assembly: its class in <c>Projects</c>.</typeparam>
    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class
    {
        var run = new EntryPointRun(typeof(TEntryPoint).Assembly, args);
        try
        {
            return new TestingBuilder(run, await run.Builder.WaitAsync(cancellationToken));
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }
}
