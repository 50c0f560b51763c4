using System.Collections.Concurrent;

namespace Instances;

/// <summary>The lines of a redirected output until its end, which is a null line.</summary>
internal sealed class LineCollector(Action<string>? onLine)
{
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task End => _end.Task;

    public IReadOnlyList<string> Lines => [.. _lines];

    public void Add(string? line)
    {
        if (line is null)
        {
            _end.TrySetResult();
            return;
        }

        _lines.Enqueue(line);
        onLine?.Invoke(line);
    }
}
