using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;

namespace CamStream.Edge.Supervision;

/// <summary>
/// Notifies systemd: <c>READY=1</c>, then <c>WATCHDOG=1</c> as long as no loop hangs, and
/// <c>STOPPING=1</c>. If a loop hangs, systemd ends and restarts the process. The package's
/// <c>UseSystemd</c> does not fit: it has no watchdog, and does not detect systemd if
/// <c>ProtectProc=</c> hides it.
/// </summary>
internal sealed partial class SystemdService(
    ISystemdNotifier systemd,
    Pulses pulses,
    TimeSpan? watchdogInterval,
    TimeProvider time,
    ILogger<SystemdService> log
) : BackgroundService, IHostedLifecycleService
{
    private static readonly ServiceState _alive = new("WATCHDOG=1");

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Tell(ServiceState.Ready);

    public Task StoppingAsync(CancellationToken cancellationToken) => Tell(ServiceState.Stopping);

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (watchdogInterval is not { } interval)
            return;
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            do
            {
                if (pulses.Overdue is { } overdue)
                    Log.Hangs(log, overdue.Name);
                else
                    await Tell(_alive);
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The service is stopping.
        }
    }

    private Task Tell(ServiceState state)
    {
        try
        {
            systemd.Notify(state);
        }
        catch (SocketException failure)
        {
            Log.Unheard(log, failure.Message);
        }
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Critical, Message = "No sign of life for systemd: {Loop} hangs")]
        public static partial void Hangs(ILogger log, string loop);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Cannot notify systemd: {Problem}")]
        public static partial void Unheard(ILogger log, string problem);
    }
}
