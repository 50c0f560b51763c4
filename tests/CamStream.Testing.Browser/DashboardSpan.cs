namespace CamStream.Testing.Browser;

/// <summary>A row of a trace in the dashboard.</summary>
/// <param name="Text">
/// The dashboard's text: the span's name, or its messaging operation.
/// </param>
/// <param name="Resource">The resource that recorded the span.</param>
public sealed record DashboardSpan(string Text, string Resource);
