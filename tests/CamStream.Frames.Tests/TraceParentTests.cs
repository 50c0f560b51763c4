using System.Diagnostics;

namespace CamStream.Frames;

public sealed class TraceParentTests
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public void A_new_one_is_sampled_and_another_every_time()
    {
        TraceParent.TryParse(TraceParent.Random(), out var one).ShouldBeTrue();
        TraceParent.TryParse(TraceParent.Random(), out var other).ShouldBeTrue();
        one.TraceId.ShouldNotBe(other.TraceId);
    }

    [Fact]
    public void Where_nobody_listens_what_came_goes_on()
    {
        using var span = new Activity("forward").Start();
        TraceParent.Of(null, Parent).ShouldBe(Parent);
        TraceParent.Of(span, Parent).ShouldBe(Parent); // not recorded
        span.ActivityTraceFlags |= ActivityTraceFlags.Recorded;
        TraceParent.Of(span, Parent).ShouldBe(span.Id);
    }
}
