using Microsoft.Extensions.DependencyInjection;

namespace CamStream.AppHost.Demo;

internal static class CommandStateExtensions
{
    /// <summary>
    /// Publishes the resource's snapshot once more: only then is every command asked whether it can
    /// be given.
    /// </summary>
    public static Task ShowCommandsAnewAsync(this ExecuteCommandContext context)
    {
        var notifications = context.Services.GetRequiredService<ResourceNotificationService>();
        return notifications.TryGetCurrentState(context.ResourceName, out var current)
            ? notifications.PublishUpdateAsync(current.Resource, context.ResourceName, snapshot => snapshot)
            : Task.CompletedTask;
    }
}
