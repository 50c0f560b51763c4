using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CamStream.Encoder.Hls;

public class DeliveryDirectivesTests
{
    private const long S = Made.Slot;

    private static readonly PartPosition _past = new(S - 1, 0);

    [Theory]
    [InlineData("", null, null, false)]
    [InlineData("?_HLS_msn=7", 7UL, null, false)]
    [InlineData("?_HLS_msn=7&_HLS_part=0", 7UL, 0UL, false)]
    [InlineData("?_HLS_part=3&_HLS_msn=007", 7UL, 3UL, false)]
    [InlineData("?_HLS_msn=18446744073709551615&_HLS_part=18446744073709551615", ulong.MaxValue, ulong.MaxValue, false)]
    [InlineData("?_HLS_skip=YES", null, null, true)]
    [InlineData("?_HLS_skip=v2&_HLS_msn=1", 1UL, null, true)]
    [InlineData("?_HLS_report=x&_HLS_primary_id=&token=a&token=b", null, null, false)]
    public void Well_formed_queries_are_parsed_and_unknown_parameters_ignored(
        string query,
        ulong? msn,
        ulong? part,
        bool skip
    )
    {
        Parse(query, out var directives, out _).ShouldBeTrue();
        directives.ShouldBe(new DeliveryDirectives(msn, part, skip));
    }

    [Theory]
    [InlineData("?_HLS_msn=-1", "_HLS_msn", "-1")]
    [InlineData("?_HLS_msn=%2B1", "_HLS_msn", "+1")]
    [InlineData("?_HLS_msn=", "_HLS_msn", "")]
    [InlineData("?_HLS_msn", "_HLS_msn", "")]
    [InlineData("?_HLS_msn=1.5", "_HLS_msn", "1.5")]
    [InlineData("?_HLS_msn=%201", "_HLS_msn", " 1")]
    [InlineData("?_HLS_msn=0x10", "_HLS_msn", "0x10")]
    [InlineData("?_HLS_msn=latest", "_HLS_msn", "latest")]
    [InlineData("?_HLS_msn=18446744073709551616", "_HLS_msn", "18446744073709551616")]
    [InlineData("?_HLS_msn=1&_HLS_msn=2", "_HLS_msn", "1,2")]
    [InlineData("?_HLS_msn=1&_HLS_part=-1", "_HLS_part", "-1")]
    [InlineData("?_HLS_msn=1&_HLS_part=", "_HLS_part", "")]
    [InlineData("?_HLS_msn=1&_HLS_part=1&_HLS_part=1", "_HLS_part", "1,1")]
    [InlineData("?_HLS_part=1", "_HLS_part", "1")]
    [InlineData("?_HLS_skip=NO", "_HLS_skip", "NO")]
    [InlineData("?_HLS_skip=", "_HLS_skip", "")]
    [InlineData("?_HLS_skip=YES&_HLS_skip=v2", "_HLS_skip", "YES,v2")]
    public void Malformed_directives_are_named_with_their_value(string query, string name, string value)
    {
        Parse(query, out _, out var bad).ShouldBeFalse();
        (bad!.Name, bad.Value).ShouldBe((name, value));
        bad.Allowed.ShouldNotBeEmpty();
    }

    // A segment has four parts. S is whole, S+1 has the parts 0 and 1.
    [Theory]
    [InlineData(null, null, true)]
    [InlineData(0L, null, true)]
    [InlineData(S, null, true)]
    [InlineData(S + 1, null, false)]
    [InlineData(S + 2, null, false)]
    [InlineData(S - 500, 3L, true)]
    [InlineData(S, 3L, true)]
    [InlineData(S, 4L, true)] // = S+1, 0
    [InlineData(S, long.MaxValue, true)]
    [InlineData(S + 1, 0L, true)]
    [InlineData(S + 1, 1L, true)]
    [InlineData(S + 1, 2L, false)]
    [InlineData(S + 1, 3L, false)]
    [InlineData(S + 1, 4L, false)] // = S+2, 0
    [InlineData(S + 2, 3L, false)] // six parts after the last: the limit of 3 s ÷ 0.5 s
    public void A_request_is_answered_when_the_playlist_has_it_or_later(long? msn, long? part, bool answered)
    {
        var window = Made.Stream().Session(Made.Small).Add(S).Add(S + 1, 2).Current;
        var directives = new DeliveryDirectives((ulong?)msn, (ulong?)part, false);
        directives.IsAnsweredBy(window, _past).ShouldBe(answered);
        directives.IsTooFarAhead(window, _past, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData((ulong)S + 3, null, "_HLS_msn")]
    [InlineData((ulong)S + 3, 0UL, "_HLS_msn")]
    [InlineData(ulong.MaxValue, null, "_HLS_msn")]
    [InlineData(ulong.MaxValue, ulong.MaxValue, "_HLS_msn")]
    [InlineData((ulong)S + 2, 4UL, "_HLS_part")] // = S+3, 0
    public void Too_far_ahead_is_answered_at_once_with_what_is_wrong(ulong msn, ulong? part, string name)
    {
        var window = Made.Stream().Session(Made.Small).Add(S).Add(S + 1, 2).Current;
        var directives = new DeliveryDirectives(msn, part, false);
        directives.IsAnsweredBy(window, _past).ShouldBeTrue();
        directives.IsTooFarAhead(window, _past, out var bad).ShouldBeTrue();
        bad!.Name.ShouldBe(name);
    }

    [Fact]
    public void Advance_part_limit_is_three_seconds_of_parts()
    {
        // Fifteen parts of 0.134 s at most: 22. The last part is S.0, so S+1.7 is 22 after it and
        // S+1.8 is 23.
        var window = Made.Stream(grid: new Timeline.TimelineOptions().Grid).Session(Made.Small).Add(S, 1).Current;
        new DeliveryDirectives(S + 1, 7, false).IsTooFarAhead(window, _past, out _).ShouldBeFalse();
        new DeliveryDirectives(S + 1, 8, false).IsTooFarAhead(window, _past, out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData((ulong)S + 1, 1UL)] // listed by the encoder before, or the part after that
    [InlineData((ulong)S + 1, 7UL)]
    [InlineData((ulong)S + 2, null)]
    public void The_current_time_is_not_too_far_ahead_for_an_encoder_that_fills_past_segments(ulong msn, ulong? part)
    {
        var (window, now) = (Made.Stream().Session(Made.Small).Add(S - 1, 1).Current, new PartPosition(S + 1, 1));
        var directives = new DeliveryDirectives(msn, part, false);
        directives.IsTooFarAhead(window, _past, out _).ShouldBeTrue();
        directives.IsTooFarAhead(window, now, out _).ShouldBeFalse();
        directives.IsAnsweredBy(window, now).ShouldBeFalse();
    }

    [Fact]
    public void No_request_is_answered_before_the_first_part()
    {
        var window = Made.Stream().Session(Made.Small).Current;
        new DeliveryDirectives(null, null, false).IsAnsweredBy(window, _past).ShouldBeFalse();
        new DeliveryDirectives(ulong.MaxValue, 0, false).IsAnsweredBy(window, _past).ShouldBeFalse();
    }

    private static bool Parse(string query, out DeliveryDirectives? directives, out BadParameter? bad) =>
        DeliveryDirectives.TryParse(new QueryCollection(QueryHelpers.ParseQuery(query)), out directives, out bad);
}
