using System.Net;
using CamStream.Frames;
using Microsoft.Extensions.DependencyInjection;
using MQTTnet;

namespace CamStream.Ingest.Broker;

public class BrokerConnectionTests
{
    [Fact]
    public async Task Frames_flow_again_when_the_broker_comes_back()
    {
        await using var ingest = await IngestFixture.StartAsync();
        await ingest.PublishAsync("front-door", 1);
        using var before = await ingest.Encoders[0].NextAsync();
        await ingest.Broker.StopAsync();
        while ((await ingest.Http.GetAsync("/health", IngestFixture.Cancellation)).StatusCode == HttpStatusCode.OK) { }
        await ingest.Broker.RestartAsync();
        await ingest.ReadyAsync();
        await ingest.ConnectCameraAsync();
        await ingest.PublishAsync("front-door", 2);
        using var after = await ingest.Encoders[0].NextAsync();
        after.Header.Sequence.ShouldBe(2);
    }

    [Fact]
    public async Task A_packet_larger_than_any_frame_is_dropped_by_the_broker_and_counted_and_the_connection_holds()
    {
        await using var ingest = await IngestFixture.StartAsync(1, "--Intake:MaxFrameBytes=65536");
        var client = ingest.Services.GetRequiredService<IMqttClient>();
        var disconnections = 0;
        client.DisconnectedAsync += _ => Task.FromResult(Interlocked.Increment(ref disconnections));
        using var refused = new CounterOf("camstream.frames", "invalid", ingest.Services);
        for (var sequence = 0; sequence < 4; sequence++)
        {
            await ingest.PublishAsync("front-door", sequence, sequence == 1 ? new byte[1 << 20] : null);
        }
        await ingest.UntilAsync(
            "front-door",
            camera => camera is { Received: 3 } && camera.Dropped.GetValueOrDefault(DropReason.Broker) == 1
        );
        (refused.Value, disconnections).ShouldBe((0, 0));
    }
}
