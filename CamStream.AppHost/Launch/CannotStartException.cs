namespace CamStream.AppHost.Launch;

/// <summary>
/// The system cannot start on this machine. The message says why and what to do.
/// </summary>
internal sealed class CannotStartException(string message) : Exception(message);
