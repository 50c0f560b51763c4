using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Running;

/// <summary>One resource over all its runs: started, watched, stopped, started again.</summary>
internal sealed partial class ManagedResource(
    IResource resource,
    IServiceProvider services,
    LaunchPlanner planner,
    Watchdog watchdog,
    HealthMonitor health,
    ResourceNotificationService notifications,
    TimeProvider time,
    ILogger logger) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private CancellationTokenSource _starting = new();
    private ProcessGroup? _process;
    private Task _watching = Task.CompletedTask;

    public IResource Resource => resource;

    /// <summary>Waits for what the resource depends on, then starts it. Nothing happens when it runs already.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_process is { Completion.IsCompleted: false })
            {
                return;
            }

            await _watching;
            _starting.Dispose();
            _starting = new CancellationTokenSource();
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _starting.Token);
            await notifications.WaitForDependenciesAsync(resource, linked.Token);
            await StateAsync(KnownResourceStates.Starting);
            foreach (var annotation in resource.Annotations.OfType<BeforeStartedAnnotation>())
            {
                await annotation.Callback(new BeforeResourceStartedEvent(resource, services), linked.Token);
            }

            var launch = await planner.PlanAsync(resource, linked.Token);
            _process = ProcessGroup.Start(launch, watchdog, Write, time);
            await notifications.PublishUpdateAsync(resource, snapshot => snapshot with
            {
                State = KnownResourceStates.Running,
                ExitCode = null,
                Reported = HealthMonitor.IsWatched(resource) ? HealthStatus.Unhealthy : HealthStatus.Healthy,
            });
            _watching = WatchAsync(_process);
        }
        catch (Exception exception)
        {
            Log.NotStarted(logger, resource.Name, exception.Message);
            await StateAsync(exception is OperationCanceledException ? KnownResourceStates.NotStarted : KnownResourceStates.FailedToStart);
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Ends the resource, or its waiting to be started; when this returns no process of it is left.</summary>
    public async Task StopAsync()
    {
        await _starting.CancelAsync();
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            if (_process is { Completion.IsCompleted: false } running)
            {
                await StateAsync(KnownResourceStates.Stopping);
                await running.StopAsync();
            }

            await _watching;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _gate.Dispose();
        _starting.Dispose();
    }

    private async Task WatchAsync(ProcessGroup process)
    {
        using var ended = new CancellationTokenSource();
        var watching = health.WatchAsync(resource, ended.Token);
        var exitCode = await process.Completion;
        await ended.CancelAsync();
        await watching.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await notifications.PublishUpdateAsync(resource, snapshot => snapshot with
        {
            State = resource is ContainerResource ? KnownResourceStates.Exited : KnownResourceStates.Finished,
            ExitCode = exitCode,
        });
        await process.DisposeAsync();
    }

    private Task StateAsync(string state) => notifications.PublishUpdateAsync(resource, snapshot => snapshot with { State = state });

    private void Write(string line, bool isError)
    {
        if (isError)
        {
            Log.ErrorLine(logger, line);
        }
        else
        {
            Log.Line(logger, line);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Line}")]
        public static partial void Line(ILogger logger, string line);

        [LoggerMessage(2, LogLevel.Error, "{Line}")]
        public static partial void ErrorLine(ILogger logger, string line);

        [LoggerMessage(3, LogLevel.Error, "{Resource} was not started: {Reason}")]
        public static partial void NotStarted(ILogger logger, string resource, string reason);
    }
}
