using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.Hls;

public class DateRangeTests
{
    private const long S = Made.Slot;
    private static readonly MediaTime _start = Made.Grid.StartOf(S);

    [Fact]
    public void Ranges_are_listed_before_the_segments()
    {
        var stream = Made.Stream().Session(Made.Small);
        stream
            .Add(
                Made.Part(S, 0),
                new DateRange("a", "a", _start + new MediaTime(45)),
                new DateRange("b", "b", _start + MediaTime.Second, MediaTime.Zero, Attribute("00-1"))
            )
            .ShouldBeTrue();
        stream
            .Playlist()
            .ShouldContain(
                """
                #EXT-X-DISCONTINUITY-SEQUENCE:0
                #EXT-X-DATERANGE:ID="a",CLASS="a",START-DATE="2027-01-15T08:00:00.000Z"
                #EXT-X-DATERANGE:ID="b",CLASS="b",START-DATE="2027-01-15T08:00:01.000Z",X-COM-B="00-1",DURATION=0.00000
                #EXT-X-MAP:URI="init-aa.mp4"

                """
            );
    }

    [Fact]
    public void Range_that_ends_gets_a_duration_and_keeps_its_other_attributes()
    {
        var stream = Made.Stream().Session(Made.Small);
        var open = new DateRange("a", "a", _start);
        stream.Add(Made.Part(S, 0), open);
        stream.Add(Made.Part(S, 1), open with { Duration = new MediaTime(120_000) });
        Lines(stream.Playlist())
            .ShouldBe([
                "#EXT-X-DATERANGE:ID=\"a\",CLASS=\"a\",START-DATE=\"2027-01-15T08:00:00.000Z\",DURATION=1.33333",
            ]);
    }

    [Fact]
    public void Range_is_listed_until_it_lies_wholly_before_the_window()
    {
        var stream = Made.Stream(window: 7).Session(Made.Small);
        stream.Add(
            Made.Part(S, 0),
            new DateRange("short", "c", _start, MediaTime.Second),
            new DateRange("long", "c", _start, new MediaTime(190_000)),
            new DateRange("open", "c", _start)
        );
        stream.Add(S, from: 1).AddSegments(S + 1, 6);
        stream.Current.DateRanges.Select(r => r.Id).ShouldBe(["short", "long", "open"]);
        stream.Add(S + 7).Current.DateRanges.Select(r => r.Id).ShouldBe(["long", "open"]);
        stream.Add(S + 8).Current.DateRanges.Select(r => r.Id).ShouldBe(["open"]);
    }

    [Fact]
    public void Moment_is_in_the_playlist_until_the_segment_after_its_own_is_closed()
    {
        var stream = Made.Stream().Session(Made.Small);
        stream.Add(
            Made.Part(S, 0),
            new DateRange("moment", "c", _start + new MediaTime(45), MediaTime.Zero),
            new DateRange("longer", "c", _start + new MediaTime(45), MediaTime.Second)
        );
        stream.Add(S, from: 1);
        for (var part = 0; part < Made.Grid.PartsPerSegment; part++)
        {
            Lines(stream.Playlist()).Count.ShouldBe(2);
            stream.Add(Made.Part(S + 1, part));
        }
        Lines(stream.Playlist()).ShouldHaveSingleItem().ShouldContain("longer");
    }

    [Fact]
    public void Delta_update_has_every_range_too()
    {
        var stream = Made.Stream().Session(Made.Small);
        stream.Add(Made.Part(S, 0), new DateRange("open", "c", _start));
        stream.Add(S, from: 1).AddSegments(S + 1, 8);
        stream.DeltaUpdate().ShouldContain("#EXT-X-SKIP:");
        Lines(stream.DeltaUpdate()).ShouldBe(Lines(stream.Playlist()));
        Lines(stream.DeltaUpdate()).Count.ShouldBe(1);
    }

    [Fact]
    public void Range_that_contradicts_a_listed_one_of_the_same_id_is_not_listed()
    {
        var stream = Made.Stream().Session(Made.Small);
        DateRange open = new("a", "c", _start, Attribute: Attribute("00-1")),
            moment = new("b", "c", _start, Duration: MediaTime.Zero);
        stream.Add(Made.Part(S, 0), open, moment);
        stream.Add(
            Made.Part(S, 1),
            open with
            {
                Start = _start + new MediaTime(1),
                Duration = new MediaTime(5),
            },
            open with
            {
                Attribute = Attribute("00-2"),
                Duration = new MediaTime(5),
            },
            moment with
            {
                Start = _start + new MediaTime(1),
            },
            moment with
            {
                Duration = new MediaTime(1),
            }
        );
        stream.Current.DateRanges.ShouldBe([open, moment]);
    }

    [Fact]
    public void New_session_keeps_the_ranges()
    {
        var stream = Made.Stream().Session(Made.Small);
        stream.Add(Made.Part(S, 0), new DateRange("open", "c", _start));
        stream.Session(Made.Large).Add(S + 1, 1).Current.DateRanges.ShouldHaveSingleItem();
    }

    [Fact]
    public void Part_that_is_refused_lists_no_range()
    {
        var stream = Made.Stream().Session(Made.Small).Add(S, 2);
        stream.Add(Made.Part(S, 1), new DateRange("open", "c", _start)).ShouldBeFalse();
        stream.Current.DateRanges.ShouldBeEmpty();
    }

    private static ClientAttribute Attribute(string value) => new("X-COM-B", value);

    private static List<string> Lines(string playlist) =>
        [.. playlist.Split('\n').Where(line => line.StartsWith("#EXT-X-DATERANGE:", StringComparison.Ordinal))];
}
