namespace CamStream.Frames.Mqtt;

public class TopicsTests
{
    private static readonly CameraId _camera = CameraId.Parse("front-door");

    [Fact]
    public void Topics_name_the_camera_and_are_split_again()
    {
        foreach (
            var (topic, kind) in new[]
            {
                (Topics.Frame(_camera), "frame"),
                (Topics.Status(_camera), "status"),
                (Topics.Settings(_camera), "settings"),
            }
        )
        {
            topic.ShouldBe($"camstream/v1/front-door/{kind}");
            Topics.TryParse(topic, out var camera, out var parsed).ShouldBeTrue();
            (camera, parsed).ShouldBe((_camera, kind));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("camstream/v1/")]
    [InlineData("camstream/v1/front-door")]
    [InlineData("camstream/v2/front-door/frame")]
    [InlineData("Camstream/v1/front-door/frame")]
    [InlineData("camstream/v1//frame")]
    [InlineData("camstream/v1/../frame")]
    [InlineData("camstream/v1/Front/frame")]
    [InlineData("camstream/v1/+/frame")]
    public void A_topic_without_a_camera_id_is_not_parsed(string topic) =>
        Topics.TryParse(topic, out _, out _).ShouldBeFalse();

    [Fact]
    public void A_topic_below_that_of_frames_is_not_one_of_frames()
    {
        Topics.TryParse("camstream/v1/front-door/frame/more", out _, out var kind).ShouldBeTrue();
        kind.ShouldBe("frame/more");
    }
}
