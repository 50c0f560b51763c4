namespace CamStream.Bench.Report;

public class TargetTests
{
    private readonly Target _target = new("median", 550, "ms");

    [Fact]
    public void A_value_at_the_limit_is_ok() => _target.Judge(550).ShouldBe("median ≤ 550 ms: 550 ok");

    [Fact]
    public void A_value_above_the_limit_is_missed() => _target.Judge(550.24).ShouldBe("median ≤ 550 ms: 550.24 MISSED");

    [Fact]
    public void A_missing_value_is_missed() => _target.IsMet(double.NaN).ShouldBeFalse();
}
