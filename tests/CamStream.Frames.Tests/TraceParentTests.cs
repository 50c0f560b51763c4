using System.Diagnostics;

namespace CamStream.Frames;

public sealed class TraceParentTests
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public void Each_new_context_is_sampled_and_different()
    {
        TraceParent.TryParse(TraceParent.Random(), out var one).ShouldBeTrue();
        TraceParent.TryParse(TraceParent.Random(), out var other).ShouldBeTrue();
        one.TraceId.ShouldNotBe(other.TraceId);
    }

    [Fact]
    public void Without_a_listener_the_frames_own_context_is_kept()
    {
        using var span = new Activity("forward").Start();
        TraceParent.Of(null, Parent).ShouldBe(Parent);
        TraceParent.Of(span, Parent).ShouldBe(Parent); // not recorded
        span.ActivityTraceFlags |= ActivityTraceFlags.Recorded;
        TraceParent.Of(span, Parent).ShouldBe(span.Id);
    }
}
