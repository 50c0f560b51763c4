using CamStream.Frames;

namespace CamStream.Encoder.Cameras;

public class FeedLedgerTests
{
    private readonly FeedLedger _ledger = new();

    [Fact]
    public void Hole_is_a_loss()
    {
        Take(1).ShouldBe(0);
        Take(2).ShouldBe(0);
        Take(5).ShouldBe(2);
        Take(6).ShouldBe(0);
    }

    [Fact]
    public void Run_that_begins_in_the_middle_has_no_loss_before_its_first_number()
    {
        Take(500).ShouldBe(0);
        Take(502).ShouldBe(1);
        Take(7, run: "next").ShouldBe(0);
        Take(9, run: "next").ShouldBe(1);
    }

    [Fact]
    public void Hole_that_the_older_feed_still_fills_is_no_loss()
    {
        Take(1).ShouldBe(0);
        Take(5, alone: false).ShouldBe(0);
        Take(2, alone: false).ShouldBe(0);
        Take(3, alone: false).ShouldBe(0);
        _ledger.Settle().ShouldBe(1);
        Take(6).ShouldBe(0);
    }

    [Fact]
    public void Frames_that_were_written_last_and_did_not_arrive_are_lost_once()
    {
        Take(1).ShouldBe(0);
        Settle(4).ShouldBe(3);
        Settle(4).ShouldBe(0);
        Settle(9, run: "another").ShouldBe(0);
        Take(5).ShouldBe(0);
    }

    [Fact]
    public void Hole_larger_than_any_socket_is_no_loss()
    {
        Take(1).ShouldBe(0);
        Take(long.MaxValue).ShouldBe(0);
        Settle(long.MaxValue).ShouldBe(0);
    }

    [Fact]
    public void One_camera_too_many_replaces_the_ledger_that_was_opened_longest_ago()
    {
        var ledgers = new FeedLedgers(capacity: 2);
        var (a, b) = (ledgers.Open(CameraId.Parse("a")), ledgers.Open(CameraId.Parse("b")));
        ledgers.Open(CameraId.Parse("a")).ShouldBeSameAs(a);
        ledgers.Open(CameraId.Parse("c"));
        ledgers.Open(CameraId.Parse("a")).ShouldBeSameAs(a);
        ledgers.Open(CameraId.Parse("b")).ShouldNotBeSameAs(b);
    }

    private int Take(long number, string run = "run", bool alone = true) =>
        _ledger.Take(new FeedPlace(run, number), alone);

    private int Settle(long last, string run = "run") => _ledger.Settle(new FeedPlace(run, last));
}
