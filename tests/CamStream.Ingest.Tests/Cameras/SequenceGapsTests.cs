namespace CamStream.Ingest.Cameras;

public class SequenceGapsTests
{
    private readonly SequenceGaps _gaps = new();

    [Fact]
    public void A_hole_in_the_sequence_counts_the_frames_that_are_missing()
    {
        _gaps.Observe("a", 10).ShouldBe(0);
        _gaps.Observe("a", 11).ShouldBe(0);
        _gaps.Observe("a", 15).ShouldBe(3);
        _gaps.Missing.ShouldBe(3);
    }

    [Fact]
    public void Frames_that_come_again_or_late_count_nothing()
    {
        _gaps.Observe("a", 10);
        _gaps.Observe("a", 10).ShouldBe(0);
        _gaps.Observe("a", 8).ShouldBe(0);
        _gaps.Observe("a", 11).ShouldBe(0);
        _gaps.Missing.ShouldBe(0);
    }

    [Fact]
    public void A_new_boot_starts_anew()
    {
        _gaps.Observe("a", 10);
        _gaps.Observe("b", 500).ShouldBe(0);
        _gaps.Observe("b", 502).ShouldBe(1);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(0)]
    public void A_leap_that_no_loss_explains_starts_anew(long sequence)
    {
        _gaps.Observe("a", 1_000_000);
        _gaps.Observe("a", sequence).ShouldBe(0);
        _gaps.Missing.ShouldBe(0);
    }
}
