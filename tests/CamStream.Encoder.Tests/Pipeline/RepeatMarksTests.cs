using CamStream.Encoder.FFmpeg;
using CamStream.Encoder.Hls;
using static CamStream.Encoder.Timeline.Arrivals;

namespace CamStream.Encoder.Pipeline;

public class RepeatMarksTests
{
    private readonly RepeatMarks _marks = new();
    private List<DateRange> _listed = [];

    [Fact]
    public void Picture_that_is_fresh_is_not_marked()
    {
        Publish(end: 133, 0, 66);
        Publish(end: 267, 140, 206);
        _listed.ShouldBeEmpty();
    }

    [Fact]
    public void Repeats_are_marked_from_the_capture_of_the_last_fresh_picture_on()
    {
        Publish(end: 133, 0, 66);
        for (var end = 267; end <= 1_566; end += 133)
            Publish(end);
        _listed.ShouldBeEmpty();
        Publish(end: 1_700);
        _listed.ShouldBe([Range(from: 66)]);
        Publish(end: 1_833);
        _listed.ShouldBe([Range(from: 66)]);
    }

    [Fact]
    public void Fresh_picture_ends_the_range_where_it_is_shown()
    {
        Publish(end: 133, 0);
        Publish(end: 2_000);
        Publish(end: 2_133, 2_020, 2_090);
        _listed.ShouldBe([Range(from: 0, to: 2_020)]);
        Publish(end: 2_267);
        _listed.ShouldBe([Range(from: 0, to: 2_020)]);
    }

    [Fact]
    public void Ranges_have_whole_milliseconds_as_pictures_do_so_that_the_fresh_one_is_not_in_its_range()
    {
        Publish(end: 133, 66.778);
        Publish(end: 2_000);
        Publish(end: 2_133.333, 2_000.333);
        _listed.ShouldBe([Range(from: 66, to: 2_000)]);
    }

    [Fact]
    public void Picture_that_is_not_fresh_when_it_comes_is_marked_from_its_own_capture()
    {
        Publish(end: 133, 0);
        Publish(end: 2_000);
        Publish(end: 2_133, (Captured: 400, Shown: 2_000));
        _listed.ShouldBe([Range(from: 0, to: 2_000), Range(from: 400)]);
    }

    [Theory]
    [InlineData(0, 1_500)] // unknown
    [InlineData(15, 1_500)]
    [InlineData(1, 3_000)]
    [InlineData(0.2, 15_000)] // longer than any picture is repeated
    public void Picture_of_a_slow_camera_is_fresh_for_three_intervals(double framesPerSecond, double patience)
    {
        Publish(framesPerSecond, end: 133, (0, 0));
        Publish(framesPerSecond, end: patience);
        _listed.ShouldBeEmpty();
        Publish(framesPerSecond, end: patience + 1);
        _listed.ShouldBe([Range(from: 0)]);
    }

    [Fact]
    public void Before_the_first_picture_nothing_is_marked()
    {
        Publish(end: 20_000);
        _listed.ShouldBeEmpty();
    }

    [Fact]
    public void Part_that_was_not_listed_does_not_count_as_fresh()
    {
        Publish(end: 133, 0);
        var refused = new List<DateRange>();
        _marks.Judge(refused, [], [Picture(2_000, 2_000)], At(2_133), 15);
        Publish(end: 2_267);
        _listed.ShouldBe([Range(from: 0)]);
    }

    private static DateRange Range(double from, double? to = null) =>
        new($"repeat-{At(from).Ticks}", "com.camstream.repeat", At(from), to is { } end ? At(end) - At(from) : null);

    private static PartPicture Picture(double captured, double shown) =>
        new(new EncodedPicture(0, false, default), At(shown), At(captured).ToUtc());

    private void Publish(double end, params double[] captured) => Publish(15, end, [.. captured.Select(c => (c, c))]);

    private void Publish(double end, (double Captured, double Shown) picture) => Publish(15, end, picture);

    // Publishes a part that begins with a repeat.
    private void Publish(double framesPerSecond, double end, params (double Captured, double Shown)[] fresh)
    {
        PartPicture[] pictures =
        [
            new(new EncodedPicture(0, false, default), At(end - 133)),
            .. fresh.Select(f => Picture(f.Captured, f.Shown)),
        ];
        var ranges = new List<DateRange>();
        _marks.Judge(ranges, [.. _listed], pictures, At(end), framesPerSecond);
        _marks.Shown(pictures);
        _listed = [.. _listed.Where(l => ranges.All(r => r.Id != l.Id)), .. ranges];
    }
}
