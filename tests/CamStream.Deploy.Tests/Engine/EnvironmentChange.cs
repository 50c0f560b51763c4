namespace CamStream.Deploy.Engine;

/// <summary>
/// Sets environment variables of this process and its children; Dispose restores the old values.
/// </summary>
internal sealed class EnvironmentChange : IDisposable
{
    private readonly (string Name, string? Value)[] _before;

    public EnvironmentChange(params (string Name, string? Value)[] variables)
    {
        _before = [.. variables.Select(one => (one.Name, Environment.GetEnvironmentVariable(one.Name)))];
        Set(variables);
    }

    public void Dispose() => Set(_before);

    private static void Set((string Name, string? Value)[] variables)
    {
        foreach (var (name, value) in variables)
            Environment.SetEnvironmentVariable(name, value);
    }
}
