using System.Text.RegularExpressions;

namespace CamStream.Source.Options;

/// <summary>The tables of <c>docs/reference/options.md</c>, each below its programs and section.</summary>
internal static partial class OptionsPage
{
    private const int Columns = 5; // option, type, default, allowed, meaning

    /// <summary>The options under each heading that has a table of options.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Option>> Read()
    {
        var tables = new Dictionary<string, IReadOnlyList<Option>>(StringComparer.Ordinal);
        var heading = "";
        foreach (var line in File.ReadLines(Repository.File("docs", "reference", "options.md")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
                heading = line[3..];
            else if (Cells(line) is { Length: Columns } cells && Quoted().Match(cells[0]) is { Success: true } name)
            {
                var section = heading.Contains(": ", StringComparison.Ordinal) ? heading.Split(": ")[1] : null;
                var option = new Option(section, name.Groups[1].Value, cells[1], Default(cells[2]), Allowed(cells[3]));
                tables[heading] = [.. tables.GetValueOrDefault(heading, []), option];
            }
        }
        return tables;
    }

    private static string[] Cells(string line) =>
        line.StartsWith('|') ? [.. line.Trim('|', ' ').Split('|').Select(cell => cell.Trim())] : [];

    private static string Default(string cell) =>
        Quoted().Match(cell) is { Success: true } value ? value.Groups[1].Value : cell;

    private static string Allowed(string cell)
    {
        if (Range().Match(cell) is { Success: true } range)
            return range.Value;
        return ListOfValues().IsMatch(cell) ? cell.Replace("`", "", StringComparison.Ordinal) : Option.AnyValue;
    }

    [GeneratedRegex("^`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex("^[0-9.]+ to [0-9.]+")]
    private static partial Regex Range();

    [GeneratedRegex("^`[^`]+`(, `[^`]+`)+$")]
    private static partial Regex ListOfValues();
}
