using System.Buffers;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace CamStream.Encoder.Hls;

public class LiveStreamTests
{
    private const long S = Made.Slot;
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(6);

    [Fact]
    public void A_segment_is_its_parts_in_order_without_a_copy()
    {
        var stream = Made.Stream().Session(Made.Small).Add(S);
        var segment = stream.Current.Find(S)!;
        Encoding.ASCII.GetString(segment.Data.ToArray()).ShouldBe($"[{S}.0][{S}.1][{S}.2][{S}.3]");
        var pieces = new List<ReadOnlyMemory<byte>>();
        foreach (var piece in segment.Data)
            pieces.Add(piece);
        pieces.ShouldBe(segment.Parts.Select(part => part!.Data));
    }

    [Fact]
    public void A_part_that_is_not_newer_is_refused()
    {
        var stream = Made.Stream().Session(Made.Small).Add(S, 2);
        var window = stream.Current;
        stream.Add(Made.Part(S, 1)).ShouldBeFalse();
        stream.Add(Made.Part(S, 0)).ShouldBeFalse();
        stream.Add(Made.Part(S - 1, 3)).ShouldBeFalse();
        stream.Current.ShouldBeSameAs(window);
    }

    [Fact]
    public void A_segment_needs_a_keyframe_at_its_start_and_after_missing_parts()
    {
        var stream = Made.Stream().Session(Made.Small);
        stream.Add(Made.Part(S, 0, independent: false)).ShouldBeFalse();
        stream.Add(Made.Part(S, 1, independent: false)).ShouldBeFalse();
        stream.Add(Made.Part(S, 2, independent: true)).ShouldBeTrue();
        stream.Add(Made.Part(S, 3)).ShouldBeTrue();
        stream.Add(S + 1, 1);
        stream.Add(Made.Part(S + 1, 2)).ShouldBeFalse();
        stream.Current.Find(S)!.IsGap.ShouldBeTrue();
    }

    [Fact]
    public void Parts_of_another_init_section_wait_for_a_new_slot()
    {
        var stream = Made.Stream().Session(Made.Small).Add(S, 2).Session(Made.Large);
        stream.Add(Made.Part(S, 2, independent: true)).ShouldBeFalse();
        stream.Add(Made.Part(S + 1, 0)).ShouldBeTrue();
    }

    [Fact]
    public void Removed_segments_stay_available_for_one_more_window()
    {
        var stream = Made.Stream(window: 7).Session(Made.Small).AddSegments(S, 14);
        stream.Current.Segments[0].Msn.ShouldBe(S + 7);
        stream.Current.Find(S)!.IsWhole.ShouldBeTrue();
        stream.Add(S + 14, 4);
        stream.Current.Find(S).ShouldBeNull();
        stream.Current.Find(S + 1)!.Part(3).ShouldNotBeNull();
    }

    [Fact]
    public void Init_section_is_available_as_long_as_a_segment_needs_it()
    {
        var stream = Made.Stream(window: 7).Session(Made.Small).Add(S).Session(Made.Large);
        stream.Current.FindInit("bb").ShouldBe(Made.Large);
        stream.AddSegments(S + 1, 13).Current.FindInit("aa").ShouldBe(Made.Small);
        stream.Add(S + 14).Current.FindInit("aa").ShouldBeNull();
    }

    [Fact]
    public void Misuse_throws_at_once()
    {
        Should.Throw<InvalidOperationException>(() => Made.Stream().Add(Made.Part(S, 0)));
        var stream = Made.Stream().Session(Made.Small);
        Should.Throw<ArgumentOutOfRangeException>(() => stream.Add(Made.Part(S, 4)));
        Should.Throw<ArgumentOutOfRangeException>(() => stream.Add(Made.Part(S, -1)));
        Should.Throw<ArgumentOutOfRangeException>(() => stream.Add(Made.Part(-S, 0)));
    }

    [Fact]
    public async Task One_part_releases_a_thousand_waiters()
    {
        var stream = Made.Stream().Session(Made.Small).Add(S, 1);
        var waits = Enumerable
            .Range(0, 1000)
            .Select(_ =>
                stream.WaitAsync(window => window.Next.Part > 1, _limit, TestContext.Current.CancellationToken).AsTask()
            )
            .ToList();
        stream.Waiting.ShouldBe(1000);
        stream.Add(Made.Part(S, 1)).ShouldBeTrue();
        (await Task.WhenAll(waits)).ShouldAllBe(window => window == stream.Current);
        stream.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task A_waiter_for_later_parts_sleeps_on_through_earlier_ones()
    {
        var stream = Made.Stream().Session(Made.Small).Add(S, 1);
        var wait = stream
            .WaitAsync(window => window.LastClosedMsn >= S, _limit, TestContext.Current.CancellationToken)
            .AsTask();
        stream.Add(Made.Part(S, 1));
        stream.Add(Made.Part(S, 2));
        wait.IsCompleted.ShouldBeFalse();
        stream.Add(Made.Part(S, 3));
        (await wait)!.Find(S)!.IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Cancelled_waiters_leave_nothing_behind()
    {
        var stream = Made.Stream().Session(Made.Small).Add(S, 1);
        using var cancellation = new CancellationTokenSource();
        var waits = Enumerable
            .Range(0, 1000)
            .Select(_ => stream.WaitAsync(_ => false, _limit, cancellation.Token).AsTask())
            .ToList();
        await cancellation.CancelAsync();
        foreach (var wait in waits)
            await Should.ThrowAsync<OperationCanceledException>(wait);
        stream.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task Waiting_ends_at_the_limit_of_the_clock()
    {
        var time = new FakeTimeProvider();
        var stream = Made.Stream(time: time).Session(Made.Small).Add(S, 1);
        var wait = stream.WaitAsync(_ => false, _limit, TestContext.Current.CancellationToken).AsTask();
        time.Advance(_limit - TimeSpan.FromMilliseconds(1));
        wait.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromMilliseconds(1));
        (await wait).ShouldBeNull();
        stream.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task One_waiter_too_many_is_refused()
    {
        var stream = Made.Stream(maxWaiting: 1).Session(Made.Small).Add(S, 1);
        var first = stream
            .WaitAsync(window => window.Next.Part > 1, _limit, TestContext.Current.CancellationToken)
            .AsTask();
        (await stream.WaitAsync(_ => false, _limit, TestContext.Current.CancellationToken)).ShouldBeNull();
        stream.Waiting.ShouldBe(1);
        stream.Add(Made.Part(S, 1));
        (await first).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_end_wakes_all_waiters_and_lists_nothing_more()
    {
        var stream = Made.Stream().Session(Made.Small).Add(S, 1);
        var wait = stream.WaitAsync(_ => false, _limit, TestContext.Current.CancellationToken).AsTask();
        stream.End();
        (await wait)!.HasEnded.ShouldBeTrue();
        stream.Begin(Made.Small);
        stream.Add(Made.Part(S, 1)).ShouldBeFalse();
        stream.Current.Segments.ShouldBeEmpty();
    }
}
