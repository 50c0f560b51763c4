namespace CamStream.Encoder.Hls;

public class HlsOptionsTests
{
    [Theory]
    [InlineData(6)]
    [InlineData(61)]
    public void A_window_out_of_range_is_refused_by_name(int segments)
    {
        var result = new HlsOptionsValidator().Validate(null, new HlsOptions { WindowSegments = segments });
        result.Failed.ShouldBeTrue();
        result.FailureMessage.ShouldContain(nameof(HlsOptions.WindowSegments));
        result.FailureMessage.ShouldContain("between 7 and 60");
    }

    [Fact]
    public void Defaults_are_valid() =>
        new HlsOptionsValidator().Validate(null, new HlsOptions()).Succeeded.ShouldBeTrue();
}
