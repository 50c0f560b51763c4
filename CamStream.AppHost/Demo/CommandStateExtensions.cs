using Microsoft.Extensions.DependencyInjection;

namespace CamStream.AppHost.Demo;

internal static class CommandStateExtensions
{
    /// <summary>
    /// Publishes the resource's snapshot again. Only then does the dashboard update the state of
    /// each command.
    /// </summary>
    public static Task ShowCommandsAnewAsync(this ExecuteCommandContext context)
    {
        var notifications = context.Services.GetRequiredService<ResourceNotificationService>();
        return notifications.TryGetCurrentState(context.ResourceName, out var current)
            ? notifications.PublishUpdateAsync(current.Resource, context.ResourceName, snapshot => snapshot)
            : Task.CompletedTask;
    }
}
