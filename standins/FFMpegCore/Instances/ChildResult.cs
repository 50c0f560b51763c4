namespace Instances;

internal sealed record ChildResult(int ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Error);
