namespace Aspire.Hosting.Running;

/// <summary>How one run of a resource is started.</summary>
/// <param name="Command">A path, or a name to be found on PATH.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="WorkingDirectory">Where it runs.</param>
/// <param name="Environment">All of it: nothing else is inherited.</param>
/// <param name="Container">The container's name, where the command is a container engine's.</param>
internal sealed record Launch(
    string Command,
    IReadOnlyList<string> Arguments,
    string WorkingDirectory,
    IReadOnlyDictionary<string, string> Environment,
    string? Container = null);
