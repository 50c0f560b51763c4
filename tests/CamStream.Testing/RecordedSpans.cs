using System.Diagnostics;

namespace CamStream.Testing;

/// <summary>
/// The spans of one activity source that have ended since this object was created, as an exporter
/// would get them. The listener gets the spans of the whole process, and other tests run at the
/// same time: a test names its camera, or looks for its own trace.
/// </summary>
public sealed class RecordedSpans : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Activity> _ended = [];
    private readonly ActivityListener _listener;
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="source">The source's name.</param>
    /// <param name="ending">Called as a span ends, on the thread that ends it.</param>
    /// <param name="camera">Only spans of this camera are kept; null: all are.</param>
    public RecordedSpans(string source, Action<Activity>? ending = null, string? camera = null)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = one => one.Name == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (camera is not null && !camera.Equals(span.GetTagItem("camstream.camera.id")))
                    return;
                ending?.Invoke(span);
                Add(span);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>The spans that have ended so far.</summary>
    public IReadOnlyList<Activity> Ended
    {
        get
        {
            lock (_gate)
                return [.. _ended];
        }
    }

    /// <summary>The first span that fits, once it has ended.</summary>
    public async Task<Activity> EndedAsync(Func<Activity, bool> wanted, CancellationToken cancellation)
    {
        while (true)
        {
            Task next;
            lock (_gate)
            {
                if (_ended.FirstOrDefault(wanted) is { } found)
                    return found;
                next = _next.Task;
            }
            await next.WaitAsync(cancellation);
        }
    }

    /// <summary>The span with this id, once it has ended.</summary>
    public Task<Activity> EndedAsync(string id, CancellationToken cancellation) =>
        EndedAsync(span => span.Id == id, cancellation);

    public void Dispose() => _listener.Dispose();

    private void Add(Activity span)
    {
        TaskCompletionSource waiting;
        lock (_gate)
        {
            _ended.Add(span);
            (waiting, _next) = (_next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        waiting.SetResult();
    }
}
