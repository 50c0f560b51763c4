namespace CamStream.Testing;

/// <summary>The lines of a playlist, taken one after the other.</summary>
internal sealed class PlaylistLines
{
    private readonly Queue<string> _lines;

    /// <exception cref="FormatException">The last line has no end.</exception>
    public PlaylistLines(string text) =>
        _lines = text.EndsWith('\n')
            ? new Queue<string>(text[..^1].Split('\n'))
            : throw new FormatException($"The playlist does not end with a line's end:\n{text}");

    /// <summary>Whether the next line starts with a tag.</summary>
    public bool Starts(string tag) => _lines.TryPeek(out var next) && next.StartsWith(tag, StringComparison.Ordinal);

    /// <summary>Takes the next line if it is a tag alone.</summary>
    public bool Take(string tag)
    {
        if (!_lines.TryPeek(out var next) || next != tag)
            return false;
        _lines.Dequeue();
        return true;
    }

    /// <summary>
    /// Takes the next line, and returns what follows the tag that it has to start with.
    /// </summary>
    public string After(string tag)
    {
        if (!Starts(tag))
            throw new FormatException($"'{(_lines.TryPeek(out var next) ? next : "the end")}' where {tag} is wanted.");
        return _lines.Dequeue()[tag.Length..];
    }

    /// <summary>There is no line left.</summary>
    public void End()
    {
        if (_lines.TryPeek(out var next))
            throw new FormatException($"'{next}' where the end is wanted.");
    }
}
