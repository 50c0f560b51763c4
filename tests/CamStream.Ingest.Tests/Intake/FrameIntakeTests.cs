using System.Net.Http.Json;
using System.Text;
using CamStream.Ingest.Api;
using CamStream.Testing;

namespace CamStream.Ingest.Intake;

public class FrameIntakeTests
{
    [Theory]
    [InlineData("camstream/v1/front-door/frame", "text", "boot", "1", "1795338001000000")]
    [InlineData("camstream/v1/front-door/frame", "truncated", "boot", "1", "1795338001000000")]
    [InlineData("camstream/v1/front-door/frame", "oversized", "boot", "1", "1795338001000000")]
    [InlineData("camstream/v1/front-door/frame", "tiny", "boot", "1", "1795338001000000")]
    [InlineData("camstream/v1/front-door/frame", "empty", "boot", "1", "1795338001000000")]
    [InlineData("camstream/v1/front-door/frame", "jpeg", null, "1", "1795338001000000")]
    [InlineData("camstream/v1/front-door/frame", "jpeg", "boot", "one", "1795338001000000")]
    [InlineData("camstream/v1/front-door/frame", "jpeg", "boot", "-1", "1795338001000000")]
    [InlineData("camstream/v1/front-door/frame", "jpeg", "boot", "99999999999999999999", "1795338001000000")]
    [InlineData("camstream/v1/front-door/frame", "jpeg", "boot", "1", "yesterday")]
    [InlineData("camstream/v1/front-door/frame", "jpeg", "boot", "1", "9223372036854775807")]
    [InlineData("camstream/v1/Front-Door/frame", "jpeg", "boot", "1", "1795338001000000")]
    [InlineData("camstream/v1/../frame", "jpeg", "boot", "1", "1795338001000000")]
    [InlineData("camstream/v1/a.b/frame", "jpeg", "boot", "1", "1795338001000000")]
    [InlineData("camstream/v1//frame", "jpeg", "boot", "1", "1795338001000000")]
    [InlineData(
        "camstream/v1/0123456789012345678901234567890123456789012345678901234567890123456789/frame",
        "jpeg",
        "boot",
        "1",
        "1795338001000000"
    )]
    public async Task A_message_that_is_not_a_frame_is_refused_and_counted_and_the_next_frame_passes(
        string topic,
        string payload,
        string? boot,
        string seq,
        string captured
    )
    {
        await using var ingest = await IngestFixture.StartAsync(1, "--Intake:MaxFrameBytes=65536");
        using var invalid = new CounterOf("camstream.frames", "invalid", ingest.Services);
        using var refused = new CounterOf("camstream.messages.refused", null, ingest.Services);
        byte[] bytes = payload switch
        {
            "text" => "hello"u8.ToArray(),
            "truncated" => TestJpeg.Grey()[..^10],
            "oversized" => new byte[65537],
            "tiny" => TestJpeg.Grey(8, 8),
            "empty" => [],
            _ => TestJpeg.Grey(),
        };
        (string, string)[] properties = boot is null
            ? [("seq", seq), ("captured", captured)]
            : [("boot", boot), ("seq", seq), ("captured", captured)];
        await ingest.PublishRawAsync(topic, bytes, properties);
        await ingest.PublishAsync("front-door", 7);
        using var frame = await ingest.Encoders[0].NextAsync();
        frame.Header.Sequence.ShouldBe(7);
        var namesCamera = topic == "camstream/v1/front-door/frame";
        (invalid.Value, refused.Value).ShouldBe(namesCamera ? (1, 0) : (0, 1));
    }

    [Fact]
    public async Task Ten_thousand_pieces_of_garbage_are_counted_and_disturb_nothing()
    {
        await using var ingest = await IngestFixture.StartAsync();
        using var refused = new CounterOf("camstream.frames", "invalid", ingest.Services);
        var garbage = Encoding.UTF8.GetBytes("garbage");
        for (var i = 0; i < 100; i++)
        {
            await Task.WhenAll(
                Enumerable
                    .Range(0, 100)
                    .Select(n => ingest.PublishRawAsync($"camstream/v1/cam-{n}/frame", garbage, ("boot", "b")))
            );
        }
        await ingest.PublishAsync("front-door", 7);
        using var frame = await ingest.Encoders[0].NextAsync();
        frame.Header.Sequence.ShouldBe(7);
        refused.Value.ShouldBe(10_000);
        (await ingest.Http.GetFromJsonAsync("/cameras", IngestJson.Default.CameraList, IngestFixture.Cancellation))!
            .Cameras.Select(camera => camera.Id)
            .ShouldBe(["front-door"]);
    }
}
