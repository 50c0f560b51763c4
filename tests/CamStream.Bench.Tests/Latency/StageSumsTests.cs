using CamStream.Bench.Browser;
using CamStream.Bench.Running;

namespace CamStream.Bench.Latency;

public class StageSumsTests
{
    [Fact]
    public void Frames_are_compared_with_their_own_pictures()
    {
        var sums = StageSums.Of(
            [Frame(1000, encode: 100, render: 310), Frame(2000, encode: 100, render: 290)],
            [Shown(1404, 1004), Shown(1470, 1070), Shown(2400, 2000)]
        );

        sums.Difference.Count.ShouldBe(2);
        (sums.Difference.Percentile(0), sums.Difference.Max).ShouldBe((-10, 10));
        sums.Apart.ShouldBe(10);
    }

    [Fact]
    public void A_frame_that_was_not_seen_or_not_reported_is_not_compared()
    {
        var notReported = new TracedFrame(At(2000), new Dictionary<string, double> { ["encode"] = 100 });
        var sums = StageSums.Of(
            [Frame(1000, encode: 100, render: 300), notReported],
            [Shown(2400, 2000), Shown(2600, null)]
        );

        sums.Difference.Count.ShouldBe(0);
        sums.Apart.ShouldBe(double.PositiveInfinity);
    }

    private static TracedFrame Frame(double at, double encode, double render) =>
        new(At(at), new Dictionary<string, double> { ["encode"] = encode, ["render"] = render });

    private static DateTimeOffset At(double milliseconds) => DateTimeOffset.UnixEpoch.AddMilliseconds(milliseconds);

    private static ShownPicture Shown(double at, double? captured) => new("bench-1", captured, at, at);
}
