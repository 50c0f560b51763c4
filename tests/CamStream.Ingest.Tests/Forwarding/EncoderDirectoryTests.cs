using CamStream.Frames;
using CamStream.Frames.Encoders;
using Microsoft.Extensions.Time.Testing;

namespace CamStream.Ingest.Forwarding;

public sealed class EncoderDirectoryTests : IDisposable
{
    private static readonly CameraId _camera = CameraId.Parse("front-door");
    private static readonly EncoderAddress[] _encoders =
    [
        .. Enumerable.Range(0, 3).Select(i => new EncoderAddress($"encoder-{i}", new Uri($"http://encoder-{i}"))),
    ];

    private readonly FakeTimeProvider _time = new();
    private readonly IReadOnlyList<EncoderAddress> _ranked = EncoderMap.Rank(_camera, _encoders);
    private readonly EncoderDirectory _directory;

    public EncoderDirectoryTests() => _directory = new EncoderDirectory(_encoders, TimeSpan.FromSeconds(1), _time);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_highest_ranked_encoder_that_did_not_fail_lately_is_chosen()
    {
        _directory.Choose(_camera).ShouldBe(new EncoderChoice(_ranked[0], TimeSpan.Zero));
        _directory.Failed(_ranked[0]);
        _directory.Choose(_camera).ShouldBe(new EncoderChoice(_ranked[1], TimeSpan.Zero));
        _time.Advance(TimeSpan.FromSeconds(1));
        _directory.Choose(_camera).ShouldBe(new EncoderChoice(_ranked[0], TimeSpan.Zero));
    }

    [Fact]
    public void When_all_failed_the_one_that_may_be_tried_first_is_chosen()
    {
        _directory.Failed(_ranked[2]);
        _time.Advance(TimeSpan.FromMilliseconds(300));
        _directory.Failed(_ranked[0]);
        _directory.Failed(_ranked[1]);
        _directory.Choose(_camera).ShouldBe(new EncoderChoice(_ranked[2], TimeSpan.FromMilliseconds(700)));
    }

    [Fact]
    public void An_encoder_that_drains_or_does_not_answer_is_not_chosen_until_that_changes()
    {
        _directory.Watch(_ranked[0]).Answered(new EncoderReport(Draining: true, Ready: []));
        _directory.Watch(_ranked[1]).Silence();
        _directory.Choose(_camera).Encoder.ShouldBe(_ranked[2]);
        _directory.Watch(_ranked[1]).Answered(new EncoderReport(Draining: false, Ready: []));
        _directory.Choose(_camera).Encoder.ShouldBe(_ranked[1]);
        _directory.Watch(_ranked[0]).Answered(new EncoderReport(Draining: false, Ready: []));
        _directory.Choose(_camera).Encoder.ShouldBe(_ranked[0]);
    }

    [Fact]
    public void Without_an_encoder_to_try_the_next_choice_is_soon()
    {
        foreach (var encoder in _encoders)
            _directory.Watch(encoder).Silence();
        var choice = _directory.Choose(_camera);
        choice.Encoder.ShouldBeNull();
        choice.Wait.ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task Users_of_an_encoder_are_told_when_its_state_changes()
    {
        var watch = _directory.Watch(_ranked[0]);
        var (draining, silenced, news) = (watch.Draining, watch.Silenced, watch.News);
        watch.Answered(new EncoderReport(Draining: true, Ready: ["front-door"]));
        await news;
        (draining.IsCancellationRequested, silenced.IsCancellationRequested, watch.IsReady(_camera)).ShouldBe(
            (true, false, true)
        );
        watch.Silence();
        silenced.IsCancellationRequested.ShouldBeTrue();
        watch.Answered(new EncoderReport(Draining: false, Ready: []));
        (
            watch.Draining.IsCancellationRequested,
            watch.Silenced.IsCancellationRequested,
            watch.IsReady(_camera)
        ).ShouldBe((false, false, false));
    }
}
