using CamStream.Frames;
using Microsoft.Extensions.Time.Testing;

namespace CamStream.Gateway.Latency;

public class LatencyMemoryTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly LatencyMemory _memory;

    public LatencyMemoryTests() => _memory = new LatencyMemory(_time);

    [Fact]
    public void A_camera_is_remembered_as_long_as_its_frames()
    {
        var door = _memory.GetOrAdd(Camera("door"));
        _memory.GetOrAdd(Camera("door")).ShouldBeSameAs(door);

        _time.Advance(TimeSpan.FromMinutes(5));
        _memory.TryGet(Camera("door"), out var known).ShouldBeTrue();
        known.ShouldBeSameAs(door);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        _memory.TryGet(Camera("door"), out _).ShouldBeFalse();
    }

    [Fact]
    public void The_camera_without_frames_for_longest_goes_when_there_are_more_than_256()
    {
        for (var i = 0; i < 256; i++)
            Deliver($"camera-{i}");
        Deliver("camera-0");
        Deliver("camera-256");

        Enumerable.Range(0, 257).Where(i => !_memory.TryGet(Camera($"camera-{i}"), out _)).ShouldBe([1]);
    }

    [Fact]
    public void A_lookup_adds_no_camera()
    {
        _memory.TryGet(Camera("guessed"), out _).ShouldBeFalse();
        _memory.TryGet(Camera("guessed"), out _).ShouldBeFalse();
    }

    private void Deliver(string camera)
    {
        _time.Advance(TimeSpan.FromMilliseconds(1));
        var frame = new FrameOnItsWay(_time.GetUtcNow() - FrameOnItsWay.ToPackage).Traced();
        _memory.GetOrAdd(Camera(camera)).Add(frame, _ => frame.Package);
    }

    private static CameraId Camera(string name) => CameraId.Parse(name);
}
