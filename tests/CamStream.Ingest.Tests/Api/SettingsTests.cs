using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Threading.Channels;
using CamStream.Frames;
using Microsoft.Extensions.DependencyInjection;
using MQTTnet;

namespace CamStream.Ingest.Api;

public class SettingsTests
{
    [Fact]
    public async Task Settings_reach_the_camera_retained_merged_and_numbered()
    {
        await using var ingest = await IngestFixture.StartAsync();
        await ingest.PublishAsync("front-door", 1);
        using var frame = await ingest.Encoders[0].NextAsync();

        (await PutAsync(ingest, "front-door", """{"fps":10}""")).ShouldBe(new CameraSettings { Version = 1, Fps = 10 });
        (await PutAsync(ingest, "front-door", """{"quality":50,"unknown":1}""")).ShouldBe(
            new CameraSettings
            {
                Version = 2,
                Fps = 10,
                Quality = 50,
            }
        );

        var received = Channel.CreateUnbounded<string>();
        ingest.Camera.ApplicationMessageReceivedAsync += message =>
        {
            received.Writer.TryWrite(Encoding.UTF8.GetString(message.ApplicationMessage.Payload));
            return Task.CompletedTask;
        };
        await ingest.Camera.SubscribeAsync(
            "camstream/v1/front-door/settings",
            cancellationToken: IngestFixture.Cancellation
        );
        (await received.Reader.ReadAsync(IngestFixture.Cancellation)).ShouldBe(
            """{"version":2,"fps":10,"quality":50}"""
        );
        (await ingest.CameraAsync("front-door"))!.Settings!.Version.ShouldBe(2);
    }

    [Fact]
    public async Task Settings_from_elsewhere_are_accepted_and_Ingests_own_do_not_come_back()
    {
        await using var ingest = await IngestFixture.StartAsync();
        await ingest.PublishAsync("front-door", 1);
        using var frame = await ingest.Encoders[0].NextAsync();
        var received = Channel.CreateUnbounded<string>();
        ingest.Services.GetRequiredService<IMqttClient>().ApplicationMessageReceivedAsync += message =>
        {
            received.Writer.TryWrite(Encoding.UTF8.GetString(message.ApplicationMessage.Payload));
            return Task.CompletedTask;
        };

        await PutAsync(ingest, "front-door", """{"fps":10}""");
        await ingest.Camera.PublishStringAsync(
            "camstream/v1/front-door/settings",
            """{"version":7,"fps":20}""",
            cancellationToken: IngestFixture.Cancellation
        );

        (await received.Reader.ReadAsync(IngestFixture.Cancellation)).ShouldBe("""{"version":7,"fps":20}""");
        (await PutAsync(ingest, "front-door", """{"quality":50}""")).ShouldBe(
            new CameraSettings
            {
                Version = 8,
                Fps = 20,
                Quality = 50,
            }
        );
    }

    [Theory]
    [InlineData("front-door", """{"fps":1000}""", HttpStatusCode.BadRequest, "fps is 1000: it must be 0.1 to 60.")]
    [InlineData("front-door", """{"rotation":45}""", HttpStatusCode.BadRequest, "rotation is 45")]
    [InlineData("front-door", """{"fps":"fast"}""", HttpStatusCode.BadRequest, "not settings")]
    [InlineData("front-door", "null", HttpStatusCode.BadRequest, "null")]
    [InlineData("back-door", """{"fps":10}""", HttpStatusCode.NotFound, "No camera 'back-door' is known")]
    [InlineData("Back.Door", """{"fps":10}""", HttpStatusCode.BadRequest, "'Back.Door' is not a camera id")]
    public async Task Settings_that_are_not_allowed_are_refused_with_the_reason(
        string camera,
        string body,
        HttpStatusCode status,
        string reason
    )
    {
        await using var ingest = await IngestFixture.StartAsync();
        await ingest.PublishAsync("front-door", 1);
        using var frame = await ingest.Encoders[0].NextAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await ingest.Http.PutAsync(
            $"/cameras/{camera}/settings",
            content,
            IngestFixture.Cancellation
        );
        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadAsStringAsync(IngestFixture.Cancellation)).ShouldContain(reason, Case.Sensitive);
    }

    private static async Task<CameraSettings?> PutAsync(IngestFixture ingest, string camera, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await ingest.Http.PutAsync(
            $"/cameras/{camera}/settings",
            content,
            IngestFixture.Cancellation
        );
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadFromJsonAsync(IngestJson.Default.CameraSettings, IngestFixture.Cancellation);
    }
}
