namespace CamStream.Testing.Browser;

/// <summary>A row of the dashboard's table of resources.</summary>
/// <param name="Name">The resource's name.</param>
/// <param name="State">
/// The state in the dashboard, such as <c>Running</c> or <c>Running (Unhealthy)</c>.
/// </param>
public sealed record DashboardResource(string Name, string State);
