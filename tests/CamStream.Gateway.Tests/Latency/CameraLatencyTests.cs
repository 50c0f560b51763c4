using System.Diagnostics;
using CamStream.Gateway.Telemetry;
using Microsoft.Extensions.Time.Testing;

namespace CamStream.Gateway.Latency;

public class CameraLatencyTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly CameraLatency _camera;

    public CameraLatencyTests() => _camera = new CameraLatency(_time);

    [Fact]
    public void A_frame_is_remembered_for_five_minutes()
    {
        Add();
        _time.Advance(TimeSpan.FromMinutes(5));
        Count().ShouldBe(1);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Count().ShouldBe(0);
    }

    [Fact]
    public void The_newest_thousand_frames_are_remembered()
    {
        var first = Add();
        for (var i = 0; i < 1_000; i++)
            Add();

        Count().ShouldBe(1_000);
        Report(first, _time.GetUtcNow()).ShouldBe((ReportOutcome.Unknown, false));
    }

    [Fact]
    public void Only_the_first_viewer_of_a_frame_counts()
    {
        var frame = new FrameOnItsWay(_time.GetUtcNow() - FrameOnItsWay.ToPackage).Traced();
        var deliveries = 0;
        for (var i = 0; i < 3; i++)
        {
            _camera.Add(
                frame,
                _ =>
                {
                    deliveries++;
                    return frame.Package;
                }
            );
        }

        deliveries.ShouldBe(1);
        Count().ShouldBe(1);
    }

    [Fact]
    public void A_frame_is_never_delivered_before_it_is_packaged()
    {
        var frame = new FrameOnItsWay(_time.GetUtcNow()).Traced();
        _camera.Add(frame, _ => frame.Package);

        var served = _camera.Read().ShouldHaveSingleItem();

        served.Delivered.ShouldBe(frame.Packaged);
        served.Total.ShouldBe(FrameOnItsWay.ToPackage);
    }

    [Fact]
    public void Stages_are_never_negative_and_add_up_to_the_total()
    {
        var frame = Add();
        var packaged = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromMilliseconds(100));
        var late = Add();
        Report(late, packaged.AddMilliseconds(150));
        Report(frame, packaged.AddMilliseconds(0.5)); // the viewer's clock is a little wrong

        foreach (var served in _camera.Read())
        {
            served.Stages().ShouldAllBe(stage => stage.Duration >= TimeSpan.Zero);
            served.Stages().Sum(stage => stage.Duration.Ticks).ShouldBe(served.Total.Ticks);
        }
    }

    [Fact]
    public void The_first_report_is_the_render_and_the_others_count_too()
    {
        var frame = Add();
        var shown = _time.GetUtcNow();
        Report(frame, shown).ShouldBe((ReportOutcome.Accepted, true));
        Report(frame, shown.AddMilliseconds(40)).ShouldBe((ReportOutcome.Accepted, false));

        _camera.Read().ShouldHaveSingleItem().Shown.ShouldBe(shown);
    }

    [Fact]
    public void A_repeated_report_counts_once()
    {
        var frame = Add();
        Report(frame, _time.GetUtcNow());
        Report(frame, _time.GetUtcNow()).ShouldBe((ReportOutcome.Duplicate, false));
    }

    [Fact]
    public void A_frame_takes_a_hundred_reports_and_forgets_none()
    {
        var (frame, other) = (Add(), Add());
        var shown = _time.GetUtcNow();
        for (var i = 0; i < 100; i++)
            Report(frame, shown.AddMicroseconds(i)).Outcome.ShouldBe(ReportOutcome.Accepted);

        Report(frame, shown.AddMicroseconds(100)).ShouldBe((ReportOutcome.Surplus, false));
        Report(frame, shown).ShouldBe((ReportOutcome.Duplicate, false));
        Report(other, shown).ShouldBe((ReportOutcome.Accepted, true));
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0, -1, false)]
    [InlineData(40, -20, true)]
    [InlineData(40, -21, false)]
    [InlineData(86_400_000, -250, true)]
    [InlineData(86_400_000, -251, false)]
    public void A_frame_is_not_shown_before_it_is_delivered(int roundTripMilliseconds, int milliseconds, bool accepted)
    {
        var frame = Add(TimeSpan.FromSeconds(1));
        var delivered = _time.GetUtcNow();

        Report(frame, delivered.AddMilliseconds(milliseconds), TimeSpan.FromMilliseconds(roundTripMilliseconds))
            .Outcome.ShouldBe(accepted ? ReportOutcome.Accepted : ReportOutcome.Impossible);
    }

    [Fact]
    public void The_JSON_is_made_once_a_second()
    {
        Add();
        var json = _camera.ReadJson("door");
        Add();

        _time.Advance(TimeSpan.FromMilliseconds(999));
        _camera.ReadJson("door").ShouldBeSameAs(json);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        _camera.ReadJson("door").Length.ShouldBeGreaterThan(json.Length);
    }

    [Theory]
    [InlineData(-1, false)] // before it was packaged
    [InlineData(0, true)]
    [InlineData(60_000, true)]
    [InlineData(60_001, false)]
    [InlineData(-1_000_000_000, false)]
    [InlineData(1_000_000_000, false)]
    public void A_frame_is_shown_within_a_minute_of_its_packaging(int milliseconds, bool accepted)
    {
        var frame = Add();
        var packaged = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromMinutes(2));

        Report(frame, packaged.AddMilliseconds(milliseconds))
            .Outcome.ShouldBe(accepted ? ReportOutcome.Accepted : ReportOutcome.Impossible);
    }

    [Theory]
    [InlineData(1_000, true)]
    [InlineData(1_001, false)]
    public void A_frame_is_not_shown_in_the_future(int milliseconds, bool accepted)
    {
        var frame = Add();

        Report(frame, _time.GetUtcNow().AddMilliseconds(milliseconds))
            .Outcome.ShouldBe(accepted ? ReportOutcome.Accepted : ReportOutcome.Impossible);
    }

    [Fact]
    public void A_span_of_another_trace_is_unknown()
    {
        var frame = Add();
        var other = new ActivityContext(ActivityTraceId.CreateRandom(), frame.SpanId, ActivityTraceFlags.Recorded);

        Report(other, _time.GetUtcNow()).Outcome.ShouldBe(ReportOutcome.Unknown);
    }

    private ActivityContext Add(TimeSpan sincePackaged = default)
    {
        var frame = new FrameOnItsWay(_time.GetUtcNow() - FrameOnItsWay.ToPackage - sincePackaged).Traced();
        _camera.Add(frame, _ => frame.Package);
        return frame.Package;
    }

    private int Count() => _camera.Read().Count;

    private (ReportOutcome Outcome, bool First) Report(
        ActivityContext package,
        DateTimeOffset shown,
        TimeSpan roundTrip = default
    ) => (_camera.Report(package, shown, roundTrip, out _, out var first), first);
}
