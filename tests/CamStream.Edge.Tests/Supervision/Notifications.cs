using System.Threading.Channels;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;

namespace CamStream.Edge.Supervision;

/// <summary>The notifications to systemd and the log lines beside them, in their order.</summary>
internal sealed class Notifications : ISystemdNotifier, ILogger<SystemdService>
{
    private readonly Channel<string> _said = Channel.CreateUnbounded<string>(); // unbounded: a test ends soon

    public bool IsEnabled => true;

    public async Task<string> NextAsync() => await _said.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public void Notify(ServiceState state) => _said.Writer.TryWrite(state.ToString());

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => _said.Writer.TryWrite(formatter(state, exception));

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;
}
