using System.Buffers;
using System.Text;
using MQTTnet;
using MQTTnet.Protocol;

namespace CamStream.Ingest.Broker;

public class StatusTests
{
    [Theory]
    [InlineData("status", "garbage")]
    [InlineData("status", "{}")]
    [InlineData("status", "null")]
    [InlineData("status", "[]")]
    [InlineData("status", """{"state":1}""")]
    [InlineData("status", """{"state":"online","width":"wide"}""")]
    [InlineData("status", """{"state":"online","at":"yesterday"}""")]
    [InlineData("status", "{\"state\":\"\u00ff\"")]
    [InlineData("settings", """{"version":-1}""")]
    [InlineData("settings", """{"version":1,"fps":-5}""")]
    [InlineData("settings", "garbage")]
    public async Task Retained_garbage_is_refused_and_counted_and_the_next_good_message_is_accepted(
        string kind,
        string json
    )
    {
        await using var ingest = await IngestFixture.StartAsync();
        using var refused = new CounterOf("camstream.messages.refused", null, ingest.Services);
        await PublishAsync(ingest, kind, Encoding.Latin1.GetBytes(json));
        await PublishAsync(ingest, "status", """{"state":"online","software":"good"}"""u8.ToArray());
        var camera = await ingest.UntilAsync("front-door", camera => camera.Status?.Software == "good");
        camera.Settings.ShouldBeNull();
        refused.Value.ShouldBe(1);
    }

    [Fact]
    public async Task A_status_that_is_too_long_is_refused()
    {
        await using var ingest = await IngestFixture.StartAsync();
        using var refused = new CounterOf("camstream.messages.refused", null, ingest.Services);
        await PublishAsync(
            ingest,
            "status",
            Encoding.UTF8.GetBytes($$"""{"state":"online","source":"{{new string('x', 20_000)}}"}""")
        );
        await PublishAsync(ingest, "status", """{"state":"online","software":"good"}"""u8.ToArray());
        await ingest.UntilAsync("front-door", camera => camera.Status is { Software: "good", Source: null });
        refused.Value.ShouldBe(1);
    }

    [Fact]
    public async Task A_flood_of_statuses_makes_few_events()
    {
        await using var ingest = await IngestFixture.StartAsync();
        const int Flood = 1000;
        var heard = 0;
        var hearing = ingest.UntilAsync(
            "front-door",
            camera =>
            {
                heard++;
                return camera.Status?.Software == "last";
            }
        );
        for (var i = 0; i < Flood; i++)
            await PublishAsync(
                ingest,
                "status",
                i % 2 == 0 ? """{"state":"online"}"""u8.ToArray() : """{"state":"offline"}"""u8.ToArray()
            );
        await PublishAsync(ingest, "status", """{"state":"online","software":"last"}"""u8.ToArray());
        await hearing;
        heard.ShouldBeLessThan(Flood / 2);
    }

    [Fact]
    public async Task A_camera_whose_status_is_taken_back_is_removed_with_its_feed_and_may_come_again()
    {
        await using var ingest = await IngestFixture.StartAsync(
            1,
            "--Cameras:StalledAfterMilliseconds=200",
            "--Cameras:OfflineAfterSeconds=2"
        );
        await PublishAsync(ingest, "status", """{"state":"online"}"""u8.ToArray());
        await ingest.PublishAsync("front-door", 1);
        using var before = await ingest.Encoders[0].NextAsync();
        await using var events = ingest.EventsAsync().GetAsyncEnumerator(IngestFixture.Cancellation);
        (await events.MoveNextAsync()).ShouldBeTrue();
        await PublishAsync(ingest, "status", []);
        while (events.Current.EventType != "removed")
            (await events.MoveNextAsync()).ShouldBeTrue();
        events.Current.Data.ShouldBe("""{"id":"front-door"}""");
        await ingest.Encoders[0].StreamEnded.Task.WaitAsync(IngestFixture.Cancellation);

        await ingest.PublishAsync("front-door", 2);
        using var after = await ingest.Encoders[0].NextAsync();
        var camera = await ingest.CameraAsync("front-door");
        (camera!.Encoder, camera.Received).ShouldBe(("encoder-0", 1));
    }

    private static async Task PublishAsync(IngestFixture ingest, string kind, byte[] payload) =>
        (
            await ingest.Camera.PublishAsync(
                new MqttApplicationMessage
                {
                    Topic = $"camstream/v1/front-door/{kind}",
                    Payload = new ReadOnlySequence<byte>(payload),
                    QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
                    Retain = true,
                },
                IngestFixture.Cancellation
            )
        ).IsSuccess.ShouldBeTrue();
}
