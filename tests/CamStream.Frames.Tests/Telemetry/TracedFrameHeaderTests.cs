using System.Globalization;

namespace CamStream.Frames.Telemetry;

public class TracedFrameHeaderTests
{
    private const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static readonly DateTimeOffset _now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan _maxAge = TimeSpan.FromMinutes(5);
    private static readonly string _nowText = Microseconds(_now);

    [Fact]
    public void A_frame_is_written_with_all_its_times() =>
        Whole()
            .ShouldBe(
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01;seq=123;captured=1795337999867000;"
                    + "published=1795337999870000;received=1795337999877000;forwarded=1795337999879000;"
                    + "arrived=1795337999880000;encoded=1795337999892000;packaged=1795338000000000;clock=-3000"
            );

    [Fact]
    public void Times_that_are_not_known_are_left_out() =>
        TracedFrameHeader
            .Write(
                TraceParent,
                0,
                new TracedFrameTimes(_now, null, null, null, null, null, _now.AddMilliseconds(1)),
                TimeSpan.Zero
            )
            .ShouldBe($"{TraceParent};seq=0;captured=1795338000000000;packaged=1795338000001000;clock=0");

    [Fact]
    public void A_frame_that_is_read_has_its_trace_its_stages_and_its_clock()
    {
        var frame = Parse(Whole()).ShouldNotBeNull();

        frame.Package.TraceId.ToHexString().ShouldBe(TraceParent[3..35]);
        frame.Package.SpanId.ToHexString().ShouldBe(TraceParent[36..52]);
        frame.Package.IsRemote.ShouldBeTrue();
        frame.Sequence.ShouldBe(123);
        frame.Captured.ShouldBe(_now.AddMilliseconds(-133));
        Describe(frame).ShouldBe("camera 3, network 10, ingest 12, feed 13, encode 25, package 133");
        frame.ClockOffset.ShouldBe(TimeSpan.FromMilliseconds(-3));
    }

    [Fact]
    public void A_stage_with_an_unknown_end_is_part_of_the_next()
    {
        var frame = Parse($"{TraceParent};seq=0;captured={At(-100)};forwarded={At(-20)};packaged={At(0)}")
            .ShouldNotBeNull();

        Describe(frame).ShouldBe("ingest 80, package 100");
        frame.ClockOffset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void No_stage_ends_after_a_later_one()
    {
        var frame = Parse(
                $"{TraceParent};seq=0;captured={At(-100)};published={At(-60)};received={At(-90)};"
                    + $"arrived={At(30)};packaged={At(0)}"
            )
            .ShouldNotBeNull();

        Describe(frame).ShouldBe("camera 10, network 10, feed 100, package 100");
    }

    [Fact]
    public void A_camera_with_a_clock_ahead_captured_no_later_than_Ingest_received()
    {
        var frame = Parse(
                $"{TraceParent};seq=0;captured={At(-10)};published={At(-5)};received={At(-40)};packaged={At(0)}"
            )
            .ShouldNotBeNull();

        frame.Captured.ShouldBe(_now.AddMilliseconds(-40));
        Describe(frame).ShouldBe("camera 0, network 0, package 40");
    }

    [Fact]
    public void Fields_with_other_names_are_ignored()
    {
        Parse($"{TraceParent}; new=thing ;seq=0; captured = {At(-1)};packaged={At(0)}").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData(";")]
    [InlineData("not-a-traceparent")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00")] // not sampled
    [InlineData("00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01")]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01")]
    [InlineData("ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more")]
    public void Another_text_than_a_sampled_trace_context_is_refused(string traceParent)
    {
        Parse($"{traceParent};seq=1;captured={_nowText};packaged={_nowText}").ShouldBeNull();
    }

    [Theory]
    [InlineData("seq=1;captured={now}")]
    [InlineData("seq=1;packaged={now}")]
    [InlineData("captured={now};packaged={now}")]
    [InlineData("seq=1;captured={now};packaged={now};")]
    [InlineData("seq=1;captured={now};packaged={now};seq")]
    [InlineData("seq=1;captured={now};packaged={now};seq=2")]
    [InlineData("seq=1;captured={now};captured={now};packaged={now}")]
    [InlineData("seq=-1;captured={now};packaged={now}")]
    [InlineData("seq=9223372036854775808;captured={now};packaged={now}")]
    [InlineData("seq=1;captured=;packaged={now}")]
    [InlineData("seq=1;captured=NaN;packaged={now}")]
    [InlineData("seq=1;captured={now}.5;packaged={now}")]
    [InlineData("seq=1;captured=9223372036854775807;packaged={now}")]
    [InlineData("seq=1;captured={now};packaged=99999999999999999999")]
    [InlineData("seq=1;captured={now};packaged={now};clock=9223372036854775807")]
    [InlineData("seq=1;captured={now};packaged={now};clock=-9223372036854775808")]
    [InlineData("seq=1;captured={now};packaged={now};clock=1e3")]
    public void Malformed_fields_are_refused(string fields)
    {
        Parse($"{TraceParent};{fields.Replace("{now}", _nowText, StringComparison.Ordinal)}").ShouldBeNull();
    }

    [Theory]
    [InlineData(-301_000, -301_000)] // too long ago
    [InlineData(1_001, 1_001)] // in the future
    [InlineData(-60_001, 0)] // on its way for too long
    [InlineData(1_001, 0)] // packaged before it was captured
    [InlineData(-1_700_000_000_000, 0)]
    public void Impossible_times_are_refused(long captured, long packaged)
    {
        Parse($"{TraceParent};seq=1;captured={At(captured)};packaged={At(packaged)}").ShouldBeNull();
    }

    [Fact]
    public void A_value_that_is_too_long_is_refused()
    {
        Parse($"{TraceParent};seq=1;captured={_nowText};packaged={_nowText};x={new string('x', 500)}").ShouldBeNull();
    }

    [Fact]
    public void A_broken_value_never_throws()
    {
        var whole = Whole();
        for (var length = 0; length < whole.Length; length++)
        {
            Parse(whole[..length]);
            foreach (var other in "\0;=-,0z\uFFFF")
                Parse(whole[..length] + other + whole[(length + 1)..]);
        }
    }

    private static string Whole() =>
        TracedFrameHeader.Write(
            TraceParent,
            123,
            new TracedFrameTimes(
                _now.AddMilliseconds(-133),
                _now.AddMilliseconds(-130),
                _now.AddMilliseconds(-123),
                _now.AddMilliseconds(-121),
                _now.AddMilliseconds(-120),
                _now.AddMilliseconds(-108),
                _now
            ),
            TimeSpan.FromMilliseconds(-3)
        );

    private static TracedFrame? Parse(string value) => TracedFrameHeader.Parse(value, _now, _maxAge);

    private static string At(long milliseconds) => Microseconds(_now.AddMilliseconds(milliseconds));

    private static string Microseconds(DateTimeOffset time) =>
        ((time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);

    private static string Describe(TracedFrame frame) =>
        string.Join(
            ", ",
            frame.Stages.Select(stage => $"{stage.Stage} {(stage.At - frame.Captured).TotalMilliseconds}")
        );
}
