using Microsoft.Extensions.Time.Testing;

namespace CamStream.Gateway.Latency;

public class TracedFrameHeaderTests
{
    private const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static readonly DateTimeOffset _now = new FakeTimeProvider().GetUtcNow();
    private static readonly string _nowText = FrameOnItsWay.Microseconds(_now);

    [Fact]
    public void A_frame_has_its_trace_its_stages_and_its_clock()
    {
        var captured = _now - FrameOnItsWay.ToPackage;
        var sent = new FrameOnItsWay(captured);

        var frame = Parse(sent.Header).ShouldNotBeNull();

        frame.Package.TraceId.ShouldBe(sent.Trace);
        frame.Package.SpanId.ShouldBe(sent.Package);
        frame.Package.IsRemote.ShouldBeTrue();
        frame.Sequence.ShouldBe(123);
        frame.Captured.ShouldBe(captured);
        Describe(frame).ShouldBe("camera 3, network 10, ingest 12, feed 13, encode 25, package 133");
        frame.ClockOffset.ShouldBe(TimeSpan.FromMilliseconds(-3));
    }

    [Fact]
    public void A_stage_whose_end_is_not_known_is_part_of_the_next()
    {
        var frame = Parse($"{TraceParent};seq=0;captured={At(-100)};forwarded={At(-20)};packaged={At(0)}")
            .ShouldNotBeNull();

        Describe(frame).ShouldBe("ingest 80, package 100");
        frame.ClockOffset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Nothing_was_before_what_led_to_it()
    {
        var frame = Parse(
                $"{TraceParent};seq=0;captured={At(-100)};published={At(-60)};received={At(-90)};arrived={At(30)};packaged={At(0)}"
            )
            .ShouldNotBeNull();

        Describe(frame).ShouldBe("camera 10, network 10, feed 100, package 100");
    }

    [Fact]
    public void A_camera_whose_clock_is_ahead_a_little_captured_no_later_than_it_was_received()
    {
        var frame = Parse(
                $"{TraceParent};seq=0;captured={At(-10)};published={At(-5)};received={At(-40)};packaged={At(0)}"
            )
            .ShouldNotBeNull();

        frame.Captured.ShouldBe(_now.AddMilliseconds(-40));
        Describe(frame).ShouldBe("camera 0, network 0, package 40");
    }

    [Fact]
    public void Fields_of_other_names_are_for_others()
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
    public void What_is_no_trace_context_of_a_sampled_frame_is_refused(string traceParent)
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
    public void What_is_malformed_is_refused(string fields)
    {
        Parse($"{TraceParent};{fields.Replace("{now}", _nowText, StringComparison.Ordinal)}").ShouldBeNull();
    }

    [Theory]
    [InlineData(-301_000, -301_000)] // longer ago than anything is remembered
    [InlineData(1_001, 1_001)] // to come
    [InlineData(-60_001, 0)] // on its way for longer than any frame
    [InlineData(1_001, 0)] // there before it was captured
    [InlineData(-1_700_000_000_000, 0)]
    public void What_cannot_be_true_is_refused(long captured, long packaged)
    {
        Parse($"{TraceParent};seq=1;captured={At(captured)};packaged={At(packaged)}").ShouldBeNull();
    }

    [Fact]
    public void What_is_longer_than_any_is_refused()
    {
        Parse($"{TraceParent};seq=1;captured={_nowText};packaged={_nowText};x={new string('x', 500)}").ShouldBeNull();
    }

    [Fact]
    public void A_broken_value_is_never_worse_than_refused()
    {
        var whole = new FrameOnItsWay(_now - FrameOnItsWay.ToPackage).Header;
        for (var length = 0; length < whole.Length; length++)
        {
            Parse(whole[..length]);
            foreach (var other in "\0;=-,0z\uFFFF")
                Parse(whole[..length] + other + whole[(length + 1)..]);
        }
    }

    private static TracedFrame? Parse(string value) => TracedFrameHeader.Parse(value, _now, LatencyMemory.MaxAge);

    private static string At(long milliseconds) => FrameOnItsWay.Microseconds(_now.AddMilliseconds(milliseconds));

    private static string Describe(TracedFrame frame) =>
        string.Join(
            ", ",
            frame.Stages.Select(stage => $"{stage.Stage} {(stage.At - frame.Captured).TotalMilliseconds}")
        );
}
