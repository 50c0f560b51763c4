namespace CamStream.Bench.Processes;

public class ProcTimeTests
{
    [Fact]
    public void The_time_of_a_thread_is_the_first_field_of_its_schedstat() => ProcTime.Parse("22305300 8411337 17\n").ShouldBe(22305300);

    [Fact]
    public void Own_time_is_read_and_grows()
    {
        var before = ProcTime.Of(Environment.ProcessId);
        before.ShouldBeGreaterThan(TimeSpan.Zero);

        for (var i = 0; ProcTime.Of(Environment.ProcessId) <= before; i++) i.ShouldBeLessThan(1_000_000);
    }

    [Fact]
    public void Children_that_ended_are_counted()
    {
        var before = ProcTime.OfEndedChildren();

        using var child = System.Diagnostics.Process.Start("sh", ["-c", "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done"]);
        child.WaitForExit();

        ProcTime.OfEndedChildren().ShouldBeGreaterThan(before);
    }
}
