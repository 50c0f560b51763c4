using CamStream.Frames;
using CamStream.Frames.Encoders;
using Microsoft.Extensions.Time.Testing;

namespace CamStream.Ingest.Feeds;

public class EncoderDirectoryTests
{
    private static readonly CameraId _camera = CameraId.Parse("front-door");
    private static readonly EncoderAddress[] _encoders = [.. Enumerable.Range(0, 3).Select(i => new EncoderAddress($"encoder-{i}", new Uri($"http://encoder-{i}")))];

    private readonly FakeTimeProvider _time = new();
    private readonly IReadOnlyList<EncoderAddress> _ranked = EncoderMap.Rank(_camera, _encoders);
    private readonly EncoderDirectory _directory;

    public EncoderDirectoryTests() => _directory = new EncoderDirectory(_encoders, TimeSpan.FromSeconds(1), _time);

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
    public void When_all_failed_the_first_whose_rest_is_over_is_waited_for()
    {
        _directory.Failed(_ranked[2]);
        _time.Advance(TimeSpan.FromMilliseconds(300));
        _directory.Failed(_ranked[0]);
        _directory.Failed(_ranked[1]);
        _directory.Choose(_camera).ShouldBe(new EncoderChoice(_ranked[2], TimeSpan.FromMilliseconds(700)));
    }
}
