namespace CamStream.Source.Code;

/// <summary>Limits of lines and files, so that a reader sees the code at a glance.</summary>
public sealed class SizeTests
{
    private const int LongestLine = 120; // columns
    private const int LongestFile = 250; // lines

    private static readonly string[] _code = [".cs", ".ts", ".sh", "camstream", "deploy/edge/publish", "k8s/generate"];

    [Fact]
    public void No_line_of_code_is_longer_than_120_columns() =>
        SourceFile
            .All.Where(file => file.Is(_code) || file.Is(".csproj", ".props", ".targets"))
            .SelectMany(file => file.Lines.Select((line, index) => (Place: $"{file.Path}:{index + 1}", line.Length)))
            .Where(line => line.Length > LongestLine)
            .Select(line => line.Place)
            .ShouldBeEmpty();

    [Fact]
    public void No_file_of_code_has_250_lines() =>
        SourceFile
            .All.Where(file => file.Is(_code))
            .Where(file => file.Lines.Length >= LongestFile)
            .Select(file => $"{file.Path}: {file.Lines.Length}")
            .ShouldBeEmpty();
}
