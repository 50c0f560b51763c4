namespace CamStream.Frames;

public class CameraIdTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("7")]
    [InlineData("front-door")]
    [InlineData("a--b")]
    [InlineData("123456789012345678901234567890123456789012345678901234567890123")]
    public void A_dns_label_is_a_camera_id(string text)
    {
        CameraId.TryParse(text, out var id).ShouldBeTrue();
        id.Value.ShouldBe(text);
        id.ToString().ShouldBe(text);
        CameraId.Parse(text).ShouldBe(id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("A")]
    [InlineData("a/b")]
    [InlineData("a.b")]
    [InlineData("..")]
    [InlineData("+")]
    [InlineData("#")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("a\0")]
    [InlineData("a\n")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234")]
    public void Anything_else_is_refused_with_what_is_allowed(string? text)
    {
        CameraId.TryParse(text, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => CameraId.Parse(text)).Message.ShouldContain(CameraId.Rule);
    }

    [Fact]
    public void The_rule_in_words_names_the_longest_id() =>
        CameraId.Rule.ShouldStartWith($"1 to {CameraId.MaxLength} of ");

    [Fact]
    public void A_problem_quotes_only_the_start_of_a_long_text() =>
        Should.Throw<FormatException>(() => CameraId.Parse(new string('x', 300))).Message.Length.ShouldBeLessThan(200);

    [Fact]
    public void A_default_id_names_no_camera() =>
        Should.Throw<InvalidOperationException>(() => default(CameraId).Value);
}
