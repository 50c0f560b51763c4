using CamStream.Frames;
using CamStream.Testing;

namespace CamStream.Ingest.Forwarding;

public class ForwardingTests
{
    [Fact]
    public async Task A_published_frame_reaches_the_encoder_as_it_was_sent()
    {
        await using var ingest = await IngestFixture.StartAsync();
        var jpeg = TestJpeg.Grey(640, 480);
        var header = new FrameHeader("boot-1", 42, DateTimeOffset.UnixEpoch.AddTicks(17_000_000_000_000_000 / 10 * 10));
        await ingest.PublishRawAsync("camstream/v1/front-door/frame", jpeg, header);
        using var frame = await ingest.Encoders[0].NextAsync();
        frame.Header.ShouldBe(header);
        frame.Jpeg.ToArray().ShouldBe(jpeg);
    }

    [Fact]
    public async Task When_an_encoder_dies_the_next_one_gets_the_camera_and_every_frame_after_it()
    {
        await using var ingest = await IngestFixture.StartAsync(encoders: 2);
        var ranked = ingest.Ranked("front-door");
        await ingest.PublishAsync("front-door", 1);
        using var first = await ranked[0].NextAsync();
        await ranked[0].DisposeAsync();
        while ((await ingest.CameraAsync("front-door"))!.Encoder is not null) { }
        await ingest.PublishAsync("front-door", 2);
        using var second = await ranked[1].NextAsync();
        second.Header.Sequence.ShouldBe(2);
    }

    [Fact]
    public async Task An_encoder_that_refuses_loses_no_frame()
    {
        await using var ingest = await IngestFixture.StartAsync(encoders: 2);
        var ranked = ingest.Ranked("front-door");
        ranked[0].Refuses = 503;
        await ingest.PublishAsync("front-door", 1);
        using var frame = await ranked[1].NextAsync();
        frame.Header.Sequence.ShouldBe(1);
    }

    [Fact]
    public async Task A_duplicate_frame_is_forwarded_for_the_encoder_to_judge_and_is_not_a_loss()
    {
        await using var ingest = await IngestFixture.StartAsync();
        using var lost = new CounterOf("camstream.frames", DropReason.Broker, ingest.Services);
        foreach (var sequence in new[] { 0, 1, 1, 0, 2, 3 })
        {
            await ingest.PublishAsync("front-door", sequence);
            using var frame = await ingest.Encoders[0].NextAsync();
            frame.Header.Sequence.ShouldBe(sequence);
        }
        lost.Value.ShouldBe(0);
    }

    [Fact]
    public async Task When_an_encoder_stops_reading_the_next_one_gets_the_camera()
    {
        await using var ingest = await IngestFixture.StartAsync(
            2,
            "--Forwarding:WriteTimeoutMilliseconds=500",
            "--Intake:MaxFrameBytes=16777216"
        );
        var ranked = ingest.Ranked("front-door");
        ranked[0].Reads = new TaskCompletionSource();
        var big = TestJpeg.Grey(4096, 4096);
        var next = ranked[1].NextAsync();
        for (var sequence = 1; !next.IsCompleted; sequence++)
            await ingest.PublishAsync("front-door", sequence, big);
        using var frame = await next;
        frame.Header.Sequence.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task When_an_encoder_does_not_answer_the_end_of_a_stream_the_next_one_gets_the_camera()
    {
        await using var ingest = await IngestFixture.StartAsync(
            2,
            "--Forwarding:WriteTimeoutMilliseconds=500",
            "--Forwarding:IdleSeconds=1",
            "--Forwarding:RestMilliseconds=60000"
        );
        var ranked = ingest.Ranked("front-door");
        ranked[0].NeverAnswers = true;
        await ingest.PublishAsync("front-door", 1);
        await ranked[0].StreamEnded.Task.WaitAsync(IngestFixture.Cancellation);
        await ingest.PublishAsync("front-door", 2);
        using var frame = await ranked[1].NextAsync();
        frame.Header.Sequence.ShouldBe(2);
    }

    [Fact]
    public async Task A_slow_encoder_costs_the_oldest_frames_and_each_is_counted()
    {
        await using var ingest = await IngestFixture.StartAsync(
            1,
            "--Forwarding:QueueCapacity=4",
            "--Forwarding:WriteTimeoutMilliseconds=30000",
            "--Intake:MaxFrameBytes=16777216"
        );
        var encoder = ingest.Encoders[0];
        encoder.Reads = new TaskCompletionSource();
        var big = TestJpeg.Grey(4096, 4096);
        const int Frames = 200;
        for (var sequence = 1; sequence <= Frames; sequence++)
            await ingest.PublishAsync("front-door", sequence, big);
        await ingest.UntilAsync("front-door", camera => camera.Received == Frames);
        encoder.Reads.SetResult();
        var received = 0;
        for (long last = 0; last < Frames; received++)
        {
            using var frame = await encoder.NextAsync();
            frame.Header.Sequence.ShouldBeGreaterThan(last);
            last = frame.Header.Sequence;
        }
        var view = await ingest.CameraAsync("front-door");
        (received + view!.Dropped[DropReason.IngestQueue]).ShouldBe(Frames);
        view.Dropped[DropReason.IngestQueue].ShouldBeGreaterThan(0);
    }
}
