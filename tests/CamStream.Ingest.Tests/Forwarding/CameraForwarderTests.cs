using System.Globalization;
using CamStream.Frames;
using CamStream.Frames.Encoders;

namespace CamStream.Ingest.Forwarding;

/// <summary>Which encoder gets which frames when one of them drains, hangs or breaks off.</summary>
public class CameraForwarderTests
{
    private const string Door = "front-door";
    private static readonly EncoderReport _draining = new(Draining: true, Ready: []);
    private static readonly EncoderReport _ready = new(Draining: false, Ready: [Door]);

    [Fact]
    public async Task A_camera_changes_from_an_encoder_that_drains_to_the_next_one_at_the_segment_it_names()
    {
        await using var ingest = await IngestFixture.StartAsync(2);
        var (old, next) = await FedAsync(ingest);

        old.Report = _draining;
        var sequence = 1L;
        for (var copied = false; !copied; sequence++)
        {
            await ingest.PublishAsync(Door, sequence);
            using var frame = await old.NextAsync();
            (frame.Header.Sequence, frame.IsCopy).ShouldBe((sequence, false));
            copied = next.Calls.Contains($"{Door}/frames?standby=true");
        }
        using (var copy = await next.NextAsync())
            copy.IsCopy.ShouldBeTrue();
        next.Places.ShouldAllBe(place => place == null);

        var starts = TimeProvider.System.GetUtcNow().AddSeconds(0.5);
        old.Released = new ReleasedCamera(77, starts);
        next.Report = _ready;
        while (!old.StreamEnded.Task.IsCompleted)
        {
            await ingest.PublishAsync(Door, sequence);
            using var frame = await old.NextAsync();
            frame.Header.Sequence.ShouldBe(sequence++);
            if (frame.Header.Captured < starts)
                continue;
            await old.StreamEnded.Task.WaitAsync(IngestFixture.Cancellation); // that was its last one
        }
        old.Calls.ShouldContain($"{Door}/release");
        next.Calls.ShouldContain($"{Door}/takeover?msn=77");
        old.Places.Select(place => place!.Value.Number)
            .ShouldBe(Enumerable.Range(1, (int)sequence).Select(number => (long)number));

        await ingest.PublishAsync(Door, sequence);
        await UntilAsync(next, frame => !frame.IsCopy && frame.Header.Sequence == sequence);
        next.Places.Last()!.Value.Number.ShouldBe(1);
        (await ingest.CameraAsync(Door))!.Encoder.ShouldNotBeNull();
        (await ingest.CameraAsync(Door))!.Dropped[DropReason.IngestQueue].ShouldBe(0);
    }

    [Fact]
    public async Task Without_another_encoder_the_stream_to_one_that_drains_is_ended()
    {
        await using var ingest = await IngestFixture.StartAsync();
        await ingest.PublishAsync(Door, 0);
        (await ingest.Encoders[0].NextAsync()).Dispose();
        ingest.Encoders[0].Report = _draining;
        await ingest.Encoders[0].StreamEnded.Task.WaitAsync(IngestFixture.Cancellation);

        await ingest.PublishAsync(Door, 1); // and waits
        ingest.Encoders[0].Report = _draining with { Draining = false };
        await UntilAsync(ingest.Encoders[0], frame => frame.Header.Sequence == 1);
        ingest.Encoders[0].Calls.ShouldBe([$"{Door}/frames", $"{Door}/frames"]);
    }

    [Fact]
    public async Task When_the_old_encoder_dies_in_a_handover_the_next_one_takes_over_at_once()
    {
        await using var ingest = await IngestFixture.StartAsync(2);
        var (old, next) = await FedAsync(ingest);
        old.Report = _draining;
        var sequence = 1L;
        while (!next.Calls.Contains($"{Door}/frames?standby=true"))
            await ingest.PublishAsync(Door, sequence++);
        await old.DisposeAsync();
        while (!next.Calls.Contains($"{Door}/takeover?msn=0"))
            await ingest.PublishAsync(Door, sequence++);
        // Ingest still copies frames until it has read the answer.
        var taken = UntilAsync(next, frame => !frame.IsCopy);
        while (!taken.IsCompleted)
            await ingest.PublishAsync(Door, sequence++);
        await taken;
    }

    [Fact]
    public async Task When_the_old_encoder_hangs_at_the_release_the_next_one_takes_over()
    {
        await using var ingest = await IngestFixture.StartAsync(2);
        var (old, next) = await FedAsync(ingest);
        (old.HangsAtRelease, old.Report, next.Report) = (true, _draining, _ready);
        var taken = UntilAsync(next, frame => !frame.IsCopy);
        for (var sequence = 1; !taken.IsCompleted; sequence++)
            await ingest.PublishAsync(Door, sequence);
        await taken;
        next.Calls.ShouldContain($"{Door}/takeover?msn=0");
    }

    [Fact]
    public async Task An_encoder_that_no_longer_answers_loses_its_cameras_although_it_takes_frames()
    {
        await using var ingest = await IngestFixture.StartAsync(2, "--Forwarding:ProbeTimeoutMilliseconds=300");
        var (old, next) = await FedAsync(ingest);
        old.IsSilent = true;
        var taken = next.NextAsync();
        for (var sequence = 1; !taken.IsCompleted; sequence++)
            await ingest.PublishAsync(Door, sequence);
        (await taken).Dispose();
    }

    [Fact]
    public async Task An_encoder_whose_stream_broke_is_told_the_last_frame_that_was_written()
    {
        await using var ingest = await IngestFixture.StartAsync(2);
        var broken = ingest.Ranked(Door)[0];
        broken.Breaks = new TaskCompletionSource();
        var sequence = 0;
        while (!broken.Calls.Any(call => call.StartsWith($"{Door}/written", StringComparison.Ordinal)))
            await ingest.PublishAsync(Door, sequence++);
        var run = broken.Places.First()!.Value.Run;
        broken
            .Calls.Last(call => call.Contains("written", StringComparison.Ordinal))
            .ShouldMatch(string.Create(CultureInfo.InvariantCulture, $"^{Door}/written\\?run={run}&last=\\d+$"));
    }

    /// <summary>The first encoder has the camera's frame 0; the other one is the next.</summary>
    private static async Task<(FakeEncoder Old, FakeEncoder Next)> FedAsync(IngestFixture ingest)
    {
        var ranked = ingest.Ranked(Door);
        await ingest.PublishAsync(Door, 0);
        (await ranked[0].NextAsync()).Dispose();
        return (ranked[0], ranked[1]);
    }

    private static async Task UntilAsync(FakeEncoder encoder, Func<Frame, bool> wanted)
    {
        while (true)
        {
            using var frame = await encoder.NextAsync();
            if (wanted(frame))
                return;
        }
    }
}
