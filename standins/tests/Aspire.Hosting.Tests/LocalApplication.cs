using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <summary>An application made of shell commands, in a directory of its own, with what its resources wrote.</summary>
internal sealed class LocalApplication : IAsyncDisposable, ILoggerProvider
{
    private DistributedApplication? _application;

    public LocalApplication(params string[] args)
    {
        Builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = args, DisableDashboard = true });
        Builder.Services.AddLogging(logging => logging.ClearProviders().AddProvider(this));
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public IDistributedApplicationBuilder Builder { get; }

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("aspire-tests-").FullName;

    public ConcurrentQueue<string> Lines { get; } = [];

    public DistributedApplication Application => _application ??= Builder.Build();

    public IResourceBuilder<ExecutableResource> Shell(string name, string script) => Builder.AddExecutable(name, "sh", Directory, "-c", script);

    public Task StartAsync() => Application.StartAsync(Cancellation);

    public Task<string> StateAsync(string name, string state) => Application.ResourceNotifications.WaitForResourceAsync(name, [state], Cancellation);

    public Task<ExecuteCommandResult> CommandAsync(string name, string command) => Application.ResourceCommands.ExecuteCommandAsync(name, command, Cancellation);

    public string Read(string file) => File.ReadAllText(Path.Combine(Directory, file));

    public async ValueTask DisposeAsync()
    {
        await Application.StopAsync(Cancellation);
        await Application.DisposeAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    ILogger ILoggerProvider.CreateLogger(string categoryName) => new Recorder(categoryName, Lines);

    void IDisposable.Dispose()
    {
    }

    private sealed class Recorder(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (category.Contains(".Resources.", StringComparison.Ordinal))
            {
                lines.Enqueue($"{category.Split('.')[^1]} {logLevel}: {formatter(state, exception)}");
            }
        }
    }
}
