namespace CamStream.Testing.Browser;

/// <summary>A row of the dashboard's table of resources.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">
/// What the dashboard says of it, such as <c>Running</c> or <c>Running (Unhealthy)</c>.
/// </param>
public sealed record DashboardResource(string Name, string State);
