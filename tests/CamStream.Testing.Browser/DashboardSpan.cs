namespace CamStream.Testing.Browser;

/// <summary>A row of a trace in the dashboard.</summary>
/// <param name="Text">
/// What the dashboard calls it: the span's name, or what it does to messages.
/// </param>
/// <param name="Resource">Whose it is.</param>
public sealed record DashboardSpan(string Text, string Resource);
