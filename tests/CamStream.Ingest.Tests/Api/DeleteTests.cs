using System.Net;
using System.Text;
using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Protocol;

namespace CamStream.Ingest.Api;

public class DeleteTests
{
    [Fact]
    public async Task A_silent_camera_is_forgotten_and_the_broker_retains_nothing_of_it()
    {
        await using var ingest = await IngestFixture.StartAsync();
        // Without its last will, as when its account was removed.
        await StatusAsync(ingest, "front-door", """{"state":"online"}""");
        await ingest.UntilAsync("front-door", camera => camera.Status is not null);
        using var settings = new StringContent("""{"fps":10}""", Encoding.UTF8, "application/json");
        (
            await ingest.Http.PutAsync("/cameras/front-door/settings", settings, IngestFixture.Cancellation)
        ).StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var events = ingest.EventsAsync().GetAsyncEnumerator(IngestFixture.Cancellation);
        (await events.MoveNextAsync()).ShouldBeTrue();

        (await DeleteAsync(ingest, "front-door")).ShouldBe(HttpStatusCode.NoContent);

        while (events.Current.EventType != "removed")
            (await events.MoveNextAsync()).ShouldBeTrue();
        events.Current.Data.ShouldBe("""{"id":"front-door"}""");
        (await DeleteAsync(ingest, "front-door")).ShouldBe(HttpStatusCode.NotFound);
        (await RetainedAsync(ingest)).ShouldBe(["camstream/v1/last/status"]);
    }

    [Fact]
    public async Task A_camera_that_still_publishes_comes_back_without_its_settings()
    {
        await using var ingest = await IngestFixture.StartAsync();
        await StatusAsync(ingest, "front-door", """{"state":"online","software":"before"}""");
        await ingest.Camera.PublishStringAsync(
            "camstream/v1/front-door/settings",
            """{"version":7,"fps":20}""",
            MqttQualityOfServiceLevel.AtLeastOnce,
            retain: true,
            IngestFixture.Cancellation
        );
        await ingest.UntilAsync("front-door", camera => camera is { Status: not null, Settings: not null });

        (await DeleteAsync(ingest, "front-door")).ShouldBe(HttpStatusCode.NoContent);
        await StatusAsync(ingest, "front-door", """{"state":"online","software":"after"}""");

        (await ingest.UntilAsync("front-door", camera => camera.Status?.Software == "after")).Settings.ShouldBeNull();
    }

    [Theory]
    [InlineData("back-door", HttpStatusCode.NotFound)]
    [InlineData("Back.Door", HttpStatusCode.BadRequest)]
    public async Task A_camera_that_is_not_known_cannot_be_deleted(string camera, HttpStatusCode status)
    {
        await using var ingest = await IngestFixture.StartAsync();
        (await DeleteAsync(ingest, camera)).ShouldBe(status);
    }

    [Fact]
    public async Task Without_a_broker_no_camera_is_deleted()
    {
        await using var ingest = await IngestFixture.StartAsync();
        await StatusAsync(ingest, "front-door", """{"state":"online"}""");
        await ingest.UntilAsync("front-door", camera => camera.Status is not null);
        await ingest.Broker.StopAsync();

        (await DeleteAsync(ingest, "front-door")).ShouldBe(HttpStatusCode.ServiceUnavailable);

        (await ingest.CameraAsync("front-door"))!.Status.ShouldNotBeNull();
    }

    private static async Task<HttpStatusCode> DeleteAsync(IngestFixture ingest, string camera)
    {
        using var answer = await ingest.Http.DeleteAsync($"/cameras/{camera}", IngestFixture.Cancellation);
        return answer.StatusCode;
    }

    private static async Task StatusAsync(IngestFixture ingest, string camera, string json) =>
        (
            await ingest.Camera.PublishStringAsync(
                $"camstream/v1/{camera}/status",
                json,
                MqttQualityOfServiceLevel.AtLeastOnce,
                retain: true,
                IngestFixture.Cancellation
            )
        ).IsSuccess.ShouldBeTrue();

    /// <summary>
    /// The topics of the messages that the broker retains. The last one is published to end the
    /// list.
    /// </summary>
    private static async Task<List<string>> RetainedAsync(IngestFixture ingest)
    {
        const string Last = "camstream/v1/last/status";
        var received = Channel.CreateUnbounded<string>();
        ingest.Camera.ApplicationMessageReceivedAsync += message =>
            received.Writer.WriteAsync(message.ApplicationMessage.Topic).AsTask();
        await ingest.Camera.SubscribeAsync("camstream/v1/#", cancellationToken: IngestFixture.Cancellation);
        // Retained messages come before what is published later.
        await StatusAsync(ingest, "last", """{"state":"online"}""");
        var topics = new List<string>();
        while (topics is not [.., Last])
            topics.Add(await received.Reader.ReadAsync(IngestFixture.Cancellation));
        return topics;
    }
}
