using System.Globalization;
using System.Text;

namespace CamStream.Bench.Report;

/// <summary>
/// A Markdown table that is readable as plain text: the first column is left-aligned, numbers are
/// right-aligned.
/// </summary>
internal sealed class Table(params string[] heads)
{
    private readonly List<string[]> _rows = [];

    /// <summary>
    /// Adds a row. Numbers get as many decimals as their size deserves; null is an empty cell.
    /// </summary>
    public void Add(params object?[] cells) => _rows.Add([.. cells.Select(Text)]);

    public override string ToString()
    {
        var widths = heads
            .Select((head, column) => _rows.Select(row => row[column].Length).Append(head.Length).Append(3).Max())
            .ToArray();
        var text = new StringBuilder();
        Write(text, heads, widths);
        Write(
            text,
            [
                .. widths.Select(
                    (width, column) => column == 0 ? new string('-', width) : new string('-', width - 1) + ':'
                ),
            ],
            widths
        );
        foreach (var row in _rows)
            Write(text, row, widths);
        return text.ToString();
    }

    private static void Write(StringBuilder text, string[] cells, int[] widths)
    {
        var padded = cells.Select(
            (cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])
        );
        text.Append("| ").AppendJoin(" | ", padded).Append(" |\n");
    }

    private static string Text(object? cell) =>
        cell switch
        {
            null => "",
            double number when !double.IsFinite(number) => "–",
            double number => number.ToString(
                Math.Abs(number) switch
                {
                    < 10 => "0.00",
                    < 100 => "0.0",
                    _ => "0",
                },
                CultureInfo.InvariantCulture
            ),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => cell.ToString()!,
        };
}
