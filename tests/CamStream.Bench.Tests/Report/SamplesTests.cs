namespace CamStream.Bench.Report;

public class SamplesTests
{
    [Fact]
    public void Percentile_is_the_nearest_rank()
    {
        var samples = new Samples(Enumerable.Range(1, 20).Reverse().Select(number => (double)number));

        samples.Median.ShouldBe(10);
        samples.Percentile(95).ShouldBe(19);
        samples.Percentile(96).ShouldBe(20);
        samples.Percentile(0).ShouldBe(1);
        samples.Max.ShouldBe(20);
    }

    [Fact]
    public void One_sample_is_every_percentile() => new Samples([7]).Percentile(1).ShouldBe(7);

    [Fact]
    public void No_samples_have_no_median() => new Samples([]).Median.ShouldBe(double.NaN);
}
