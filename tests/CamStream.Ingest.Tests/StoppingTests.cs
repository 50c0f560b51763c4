using CamStream.Frames;
using CamStream.Ingest.Cameras;
using Microsoft.Extensions.DependencyInjection;
using MQTTnet;

namespace CamStream.Ingest;

public class StoppingTests
{
    [Fact]
    public async Task Every_accepted_frame_is_forwarded_or_counted_as_dropped_and_the_stream_is_ended()
    {
        await using var ingest = await IngestFixture.StartAsync();
        using var forwarded = new CounterOf("camstream.frames.forwarded", null, ingest.Services);
        using var dropped = new CounterOf("camstream.frames", DropReason.IngestQueue, ingest.Services);
        await Task.WhenAll(Enumerable.Range(1, 50).Select(sequence => ingest.PublishAsync("front-door", sequence)));
        using var first = await ingest.Encoders[0].NextAsync();
        await ingest.StopAsync();
        ingest
            .Services.GetRequiredService<CameraRegistry>()
            .TryGet(CameraId.Parse("front-door"), out var camera)
            .ShouldBeTrue();
        (forwarded.Value + dropped.Value).ShouldBe(camera!.View().Received);
        await ingest.Encoders[0].StreamEnded.Task.WaitAsync(IngestFixture.Cancellation);
    }

    /// <summary>
    /// The broker sends only a few hundred messages ahead of acknowledgements, so it still holds
    /// some when Ingest is told to stop.
    /// </summary>
    [Fact]
    public async Task Frames_that_the_broker_took_before_the_stop_are_accepted_and_later_ones_have_no_subscriber()
    {
        await using var ingest = await IngestFixture.StartAsync();
        var gate = new TaskCompletionSource();
        ingest.Services.GetRequiredService<IMqttClient>().ApplicationMessageReceivedAsync += _ => gate.Task;
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 1000).Select(sequence => ingest.PublishAsync("front-door", sequence))
        );
        answers.ShouldAllBe(answer => answer == MqttClientPublishReasonCode.Success);

        var stopping = ingest.StopAsync();
        gate.SetResult();
        await stopping;
        ingest
            .Services.GetRequiredService<CameraRegistry>()
            .TryGet(CameraId.Parse("front-door"), out var camera)
            .ShouldBeTrue();
        camera!.View().Received.ShouldBe(answers.Length);
        (await ingest.PublishAsync("front-door", answers.Length)).ShouldBe(
            MqttClientPublishReasonCode.NoMatchingSubscribers
        );
    }

    [Fact]
    public async Task Frames_that_no_encoder_takes_are_counted_as_dropped()
    {
        await using var ingest = await IngestFixture.StartAsync(1, "--Forwarding:WriteTimeoutMilliseconds=200");
        using var dropped = new CounterOf("camstream.frames", DropReason.IngestQueue, ingest.Services);
        ingest.Encoders[0].Refuses = 503;
        for (var sequence = 1; sequence <= 3; sequence++)
            await ingest.PublishAsync("front-door", sequence);
        await ingest.UntilAsync("front-door", camera => camera.Received == 3);
        await ingest.StopAsync();
        dropped.Value.ShouldBe(3);
    }

    [Fact]
    public async Task A_listener_to_events_sees_them_end()
    {
        await using var ingest = await IngestFixture.StartAsync();
        await using var events = ingest.EventsAsync().GetAsyncEnumerator(IngestFixture.Cancellation);
        (await events.MoveNextAsync()).ShouldBeTrue();
        var stopping = ingest.StopAsync();
        while (await events.MoveNextAsync())
            events.Current.EventType.ShouldBe("camera");
        await stopping;
    }
}
