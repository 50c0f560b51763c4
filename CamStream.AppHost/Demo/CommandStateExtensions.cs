using Microsoft.Extensions.DependencyInjection;

namespace CamStream.AppHost.Demo;

internal static class CommandStateExtensions
{
    /// <summary>Shows a property among the resource's details. Every new snapshot makes the dashboard ask which commands can be given.</summary>
    public static Task ShowCommandsAnewAsync(this ExecuteCommandContext context, string property, string value)
    {
        var notifications = context.Services.GetRequiredService<ResourceNotificationService>();
        return notifications.TryGetCurrentState(context.ResourceName, out var current)
            ? notifications.PublishUpdateAsync(current.Resource, context.ResourceName, snapshot => snapshot with
            {
                Properties = [.. snapshot.Properties.Where(shown => shown.Name != property), new ResourcePropertySnapshot(property, value) { IsHighlighted = true }],
            })
            : Task.CompletedTask;
    }
}
