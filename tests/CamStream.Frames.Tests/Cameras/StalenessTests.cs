namespace CamStream.Frames;

public class StalenessTests
{
    [Theory]
    [InlineData(1_500, null, 1_500)]
    [InlineData(1_500, 67, 1_500)]
    [InlineData(1_500, 500, 1_500)]
    [InlineData(1_500, 501, 1_503)]
    [InlineData(300, 2_000, 6_000)]
    public void A_picture_is_stale_after_the_limit_or_three_intervals(int limit, int? interval, int after) =>
        Staleness
            .After(TimeSpan.FromMilliseconds(limit), interval is { } known ? TimeSpan.FromMilliseconds(known) : null)
            .ShouldBe(TimeSpan.FromMilliseconds(after));
}
