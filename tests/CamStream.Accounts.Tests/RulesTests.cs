using MQTTnet;
using MQTTnet.Protocol;

namespace CamStream.Accounts;

/// <summary>
/// The broker's access rules. A client never receives a message it may not read, so each test sends
/// a permitted message after it and waits for that one.
/// </summary>
public class RulesTests(SecuredBroker broker) : IClassFixture<SecuredBroker>
{
    [Theory]
    [InlineData("front-door", "camstream/v1/front-door/frame", true)]
    [InlineData("front-door", "camstream/v1/front-door/status", true)]
    [InlineData("front-door", "camstream/v1/front-door/settings", false)]
    [InlineData("front-door", "camstream/v1/front-door/other", false)]
    [InlineData("front-door", "camstream/v1/garden/frame", false)]
    [InlineData("front-door", "camstream/v1/garden/status", false)]
    [InlineData("front-door", "camstream/v1/garden/settings", false)]
    [InlineData("front-door", "camstream/v2/front-door/frame", false)]
    [InlineData("front-door", "front-door", false)]
    [InlineData("ingest", "camstream/v1/garden/settings", true)]
    [InlineData("ingest", "camstream/v1/garden/frame", false)]
    [InlineData("ingest", "camstream/v1/garden/status", true)]
    public async Task Each_user_publishes_to_its_own_topics_only(string user, string topic, bool allowed)
    {
        await using var client = await SignedIn.ConnectAsync(broker.Plain(user));

        var result = await client.PublishAsync(topic, "something");

        result.ShouldBeOneOf(
            allowed
                ? [MqttClientPublishReasonCode.Success, MqttClientPublishReasonCode.NoMatchingSubscribers]
                : [MqttClientPublishReasonCode.NotAuthorized]
        );
    }

    [Fact]
    public async Task A_camera_reads_only_its_own_settings()
    {
        await using var ingest = await SignedIn.ConnectAsync(broker.Plain("ingest"));
        await using var other = await SignedIn.ConnectAsync(broker.Plain("front-door"));
        await using var camera = await SignedIn.ConnectAsync(broker.Plain("garden"));
        foreach (
            var filter in new[]
            {
                "camstream/v1/garden/settings",
                "camstream/v1/+/settings",
                "#",
                "$SYS/#",
                "$share/ingest/camstream/v1/+/frame",
            }
        )
        {
            await camera.SubscribeAsync(filter);
        }

        await ingest.PublishAsync("camstream/v1/front-door/settings", "for another");
        await other.PublishAsync("camstream/v1/front-door/frame", "another's frame");
        await other.PublishAsync("camstream/v1/front-door/status", "another's status");
        await ingest.PublishAsync("camstream/v1/garden/settings", "its own");

        (await camera.NextAsync()).ShouldBe(("camstream/v1/garden/settings", "its own"));
    }

    [Fact]
    public async Task Ingest_gets_frames_statuses_and_wills_of_every_camera()
    {
        await using var ingest = await SignedIn.ConnectAsync(broker.Plain("ingest"));
        await ingest.SubscribeAsync("$share/ingest/camstream/v1/+/frame");
        await ingest.SubscribeAsync("camstream/v1/garden/status");
        await using var camera = await SignedIn.ConnectAsync(
            broker.Plain("garden"),
            options =>
                options
                    .WithWillTopic("camstream/v1/garden/status")
                    .WithWillPayload("gone")
                    .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
                    .WithWillRetain()
        );

        await camera.PublishAsync("camstream/v1/garden/status", "here", retain: true);
        (await ingest.NextAsync()).ShouldBe(("camstream/v1/garden/status", "here"));
        await camera.PublishAsync("camstream/v1/garden/frame", "a frame");
        (await ingest.NextAsync()).ShouldBe(("camstream/v1/garden/frame", "a frame"));
        camera.Break();
        (await ingest.NextAsync()).ShouldBe(("camstream/v1/garden/status", "gone"));
    }

    [Fact]
    public async Task No_client_leaves_a_will_for_another_camera()
    {
        await using var ingest = await SignedIn.ConnectAsync(broker.Plain("ingest"));
        await ingest.SubscribeAsync("camstream/v1/front-door/status");
        await using var other = await SignedIn.ConnectAsync(broker.Plain("front-door"));
        await using (
            var camera = await SignedIn.ConnectAsync(
                broker.Plain("garden"),
                options =>
                    options
                        .WithWillTopic("camstream/v1/front-door/status")
                        .WithWillPayload("gone")
                        .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            )
        )
        {
            camera.Break();
        }

        await other.PublishAsync("camstream/v1/front-door/status", "here");
        (await ingest.NextAsync()).Text.ShouldBe("here");
    }

    [Fact]
    public async Task Settings_survive_a_restart_of_the_broker()
    {
        await using (var ingest = await SignedIn.ConnectAsync(broker.Plain("ingest")))
        {
            await ingest.PublishAsync("camstream/v1/front-door/settings", "kept", retain: true);
        }

        await broker.RestartAsync();

        await using var camera = await SignedIn.ConnectAsync(broker.Plain("front-door"));
        await camera.SubscribeAsync("camstream/v1/front-door/settings");
        (await camera.NextAsync()).Text.ShouldBe("kept");
    }
}
