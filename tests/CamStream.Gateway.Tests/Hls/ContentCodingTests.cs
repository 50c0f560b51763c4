namespace CamStream.Gateway.Hls;

public class ContentCodingTests
{
    [Theory]
    [InlineData(null, "Identity")]
    [InlineData("", "Identity")]
    [InlineData("gzip, deflate, br, zstd", "Brotli")]
    [InlineData("gzip", "Gzip")]
    [InlineData("GZIP;q=0.5", "Gzip")]
    [InlineData("br;q=0, gzip", "Gzip")]
    [InlineData("br;q=0, gzip;q=0", "Identity")]
    [InlineData("identity", "Identity")]
    [InlineData("br;;;", "Identity")]
    public void The_best_accepted_coding_is_chosen(string? acceptEncoding, string coding) =>
        ContentCodingExtensions.Negotiate(acceptEncoding).ToString().ShouldBe(coding);
}
