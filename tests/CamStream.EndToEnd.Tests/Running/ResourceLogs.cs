using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CamStream.EndToEnd.Running;

/// <summary>
/// The last log lines of each resource of a running system, and the AppHost's own warnings.
/// </summary>
internal sealed class ResourceLogs : ILoggerProvider
{
    private const int Kept = 12; // lines of each
    private const string Resources = "CamStream.AppHost.Resources.";

    private static readonly ConcurrentDictionary<ResourceLogs, bool> _running = [];

    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _lines = [];

    public ResourceLogs() => _running[this] = true;

    /// <summary>The logs of all running systems.</summary>
    public static string Last =>
        string.Join(
            '\n',
            _running
                .Keys.SelectMany(logs => logs._lines.OrderBy(source => source.Key))
                .SelectMany(source => source.Value.Prepend($"--- {source.Key}"))
        );

    public ILogger CreateLogger(string categoryName) => new SourceLogger(this, categoryName);

    public void Dispose() => _running.TryRemove(this, out _);

    private static bool IsOfResource(string category) => category.StartsWith(Resources, StringComparison.Ordinal);

    // The runtime's health checks: services are unhealthy while they start, so this is no news.
    private static bool IsOfHealth(string category) =>
        category.StartsWith("Microsoft.Extensions.Diagnostics.HealthChecks", StringComparison.Ordinal);

    private void Keep(string category, string line)
    {
        var lines = _lines.GetOrAdd(IsOfResource(category) ? category[Resources.Length..] : category, _ => []);
        lines.Enqueue(line);
        while (lines.Count > Kept)
            lines.TryDequeue(out _);
    }

    private sealed class SourceLogger(ResourceLogs logs, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) =>
            IsOfResource(category) || (logLevel >= LogLevel.Warning && !IsOfHealth(category));

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (!IsEnabled(logLevel))
                return;
            logs.Keep(category, $"{formatter(state, exception)} {exception?.Message}".TrimEnd());
        }
    }
}
