namespace CamStream.Frames;

public class FrameQueueTests
{
    private readonly List<long> _dropped = [];

    [Fact]
    public void When_it_is_full_the_oldest_frame_is_counted_and_disposed()
    {
        using var queue = Queue(2);
        var frames = Frames(1, 4);
        foreach (var frame in frames)
            queue.Add(frame);
        _dropped.ShouldBe([1, 2]);
        Should.Throw<ObjectDisposedException>(() => frames[0].Jpeg);
        queue.Count.ShouldBe(2);
        Take(queue).ShouldBe(3);
        Take(queue).ShouldBe(4);
        queue.TryTake(out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_frame_added_after_the_end_is_dropped_and_those_that_wait_can_still_be_taken()
    {
        using var queue = Queue(2);
        queue.Add(Frames(1, 1)[0]);
        queue.Complete();
        queue.Add(Frames(2, 1)[0]);
        _dropped.ShouldBe([2]);
        Take(queue).ShouldBe(1);
        (await queue.WaitAsync(TestContext.Current.CancellationToken)).ShouldBeFalse();
    }

    [Fact]
    public void Frames_that_wait_at_the_disposal_are_counted_and_disposed()
    {
        var queue = Queue(2);
        var frames = Frames(1, 2);
        foreach (var frame in frames)
            queue.Add(frame);
        queue.Dispose();
        _dropped.ShouldBe([1, 2]);
        Should.Throw<ObjectDisposedException>(() => frames[1].Jpeg);
    }

    [Fact]
    public async Task A_frame_or_a_cancellation_ends_the_wait()
    {
        using var queue = Queue(1);
        var waiting = queue.WaitAsync(TestContext.Current.CancellationToken);
        waiting.IsCompleted.ShouldBeFalse();
        queue.Add(Frames(1, 1)[0]);
        (await waiting).ShouldBeTrue();
        Take(queue).ShouldBe(1);
        using var leaving = new CancellationTokenSource();
        var left = queue.WaitAsync(leaving.Token);
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () => await left);
    }

    [Fact]
    public async Task Each_frame_that_many_threads_add_is_taken_or_dropped_once()
    {
        using var queue = Queue(8);
        var taken = new List<long>();
        var taking = Task.Run(
            async () =>
            {
                while (await queue.WaitAsync(TestContext.Current.CancellationToken))
                {
                    while (queue.TryTake(out var frame))
                    {
                        using (frame)
                            taken.Add(frame.Header.Sequence);
                    }
                }
            },
            TestContext.Current.CancellationToken
        );
        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(n =>
                    Task.Run(() =>
                    {
                        foreach (var frame in Frames(n * 1000, 1000))
                            queue.Add(frame);
                    })
                )
        );
        queue.Complete();
        await taking;
        taken.Concat(_dropped).Order().ShouldBe(Enumerable.Range(0, 4000).Select(n => (long)n));
    }

    private FrameQueue Queue(int capacity) =>
        new(
            capacity,
            frame =>
            {
                lock (_dropped)
                    _dropped.Add(frame.Header.Sequence);
            }
        );

    private static long Take(FrameQueue queue)
    {
        queue.TryTake(out var frame).ShouldBeTrue();
        using (frame)
            return frame!.Header.Sequence;
    }

    private static List<Frame> Frames(int first, int count) =>
        [
            .. Enumerable
                .Range(first, count)
                .Select(n =>
                    Frame.Copy(CameraId.Parse("c"), new FrameHeader("b", n, DateTimeOffset.UnixEpoch), [1, 2, 3])
                ),
        ];
}
