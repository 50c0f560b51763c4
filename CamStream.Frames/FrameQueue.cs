using System.Threading.Channels;

namespace CamStream.Frames;

/// <summary>
/// A short queue between two stages that run at their own pace. When it is full, the oldest frame
/// is dropped. Each dropped frame is reported once and disposed. Ownership: a frame that is added
/// belongs to the queue; a frame that is taken belongs to the taker.
/// </summary>
public sealed class FrameQueue : IDisposable
{
    private readonly Channel<Frame> _frames;
    private readonly Action<Frame> _dropped;

    /// <param name="capacity">The most frames that wait, at least 1.</param>
    /// <param name="dropped">
    /// Counts a dropped frame. It is called before the frame's disposal, on the thread that adds,
    /// and must not throw.
    /// </param>
    public FrameQueue(int capacity, Action<Frame> dropped)
    {
        _dropped = dropped;
        // Bounded, the oldest is dropped: a newer live picture is worth more than an older one.
        _frames = Channel.CreateBounded(
            new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest },
            (Action<Frame>)Drop
        );
    }

    /// <summary>How many frames wait.</summary>
    public int Count => _frames.Reader.Count;

    /// <summary>
    /// Takes <paramref name="frame"/> over. After <see cref="Complete"/> the frame is dropped.
    /// </summary>
    public void Add(Frame frame)
    {
        if (!_frames.Writer.TryWrite(frame))
            Drop(frame);
    }

    /// <summary>The oldest waiting frame, if there is one.</summary>
    public bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Frame? frame) =>
        _frames.Reader.TryRead(out frame);

    /// <summary>
    /// Waits until a frame can be taken; false when the queue is complete and empty.
    /// </summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => _frames.Reader.WaitToReadAsync(cancellation);

    /// <summary>Accepts no further frames. Those that wait can still be taken.</summary>
    public void Complete() => _frames.Writer.TryComplete();

    /// <summary>Completes the queue and drops the frames that wait.</summary>
    public void Dispose()
    {
        Complete();
        while (_frames.Reader.TryRead(out var frame))
            Drop(frame);
    }

    private void Drop(Frame frame)
    {
        _dropped(frame);
        frame.Dispose();
    }
}
