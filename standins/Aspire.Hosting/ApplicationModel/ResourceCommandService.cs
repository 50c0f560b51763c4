using Aspire.Hosting.Running;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Start, stop and restart of single resources.</summary>
public class ResourceCommandService
{
    private readonly Orchestrator _orchestrator;

    internal ResourceCommandService(Orchestrator orchestrator) => _orchestrator = orchestrator;

    public Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string commandName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return ExecuteCommandAsync(resource.Name, commandName, cancellationToken);
    }

    public async Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, CancellationToken cancellationToken = default)
    {
        try
        {
            var resource = _orchestrator.Find(resourceId);
            switch (resource, commandName)
            {
                case (null, _):
                    return Failed($"Resource '{resourceId}' not found.");
                case (_, "start"):
                    await resource.StartAsync(cancellationToken);
                    break;
                case (_, "stop"):
                    await resource.StopAsync();
                    break;
                case (_, "restart"):
                    await resource.StopAsync();
                    await resource.StartAsync(cancellationToken);
                    break;
                default:
                    return Failed($"Command '{commandName}' not available for resource '{resourceId}'.");
            }

            return new ExecuteCommandResult { Success = true };
        }
        catch (OperationCanceledException)
        {
            return new ExecuteCommandResult { Success = false, Canceled = true };
        }
        catch (Exception exception)
        {
            return Failed(exception.Message);
        }
    }

    private static ExecuteCommandResult Failed(string message) => new() { Success = false, Message = message };
}
