namespace CamStream.Encoder.FFmpeg;

/// <summary>The last lines that a program wrote, for the message about its end.</summary>
internal sealed class LastLines
{
    private const int Kept = 8;

    private readonly Queue<string> _lines = new(Kept);
    private readonly Lock _lock = new();

    /// <summary>How many lines were added.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a line; the oldest goes.</summary>
    public void Add(string line)
    {
        lock (_lock)
        {
            Count++;
            if (_lines.Count == Kept)
                _lines.Dequeue();
            _lines.Enqueue(line);
        }
    }

    /// <summary>A sentence with the last lines.</summary>
    public override string ToString()
    {
        lock (_lock)
            return _lines.Count == 0 ? "It wrote nothing." : $"It last wrote: {string.Join(" | ", _lines)}";
    }
}
