namespace CamStream.AppHost.Launch;

/// <summary>
/// The system cannot be started on this machine; the message says why and what to do.
/// </summary>
internal sealed class CannotStartException(string message) : Exception(message);
