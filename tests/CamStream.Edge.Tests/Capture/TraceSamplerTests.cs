namespace CamStream.Edge.Capture;

public sealed class TraceSamplerTests
{
    [Theory]
    [InlineData(1, 10)]
    [InlineData(0.5, 5)]
    [InlineData(0, 0)]
    [InlineData(1000, 150)]
    public void It_samples_the_wanted_number_of_frames_per_second(double perSecond, int expected)
    {
        var sampler = new TraceSampler(perSecond);
        var start = new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

        Enumerable.Range(0, 150).Count(frame => sampler.Take(start.AddSeconds(frame / 15.0))).ShouldBe(expected);
    }
}
