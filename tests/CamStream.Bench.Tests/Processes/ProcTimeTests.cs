using System.Diagnostics;

namespace CamStream.Bench.Processes;

public class ProcTimeTests
{
    private const int NoProcess = (4 << 20) + 1; // above PID_MAX_LIMIT, so Linux never assigns it

    [Fact]
    public void The_own_time_includes_ended_threads()
    {
        var before = ProcTime.Of(Environment.ProcessId);
        var thread = new Thread(() => Spin(TimeSpan.FromMilliseconds(20)));
        thread.Start();
        thread.Join();

        (ProcTime.Of(Environment.ProcessId) - before).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public void A_missing_process_is_reported() =>
        Should
            .Throw<InvalidOperationException>(() => ProcTime.Of(NoProcess))
            .Message.ShouldBe("Process 4194305 ended while it was measured.");

    [Fact]
    public void Ended_children_are_counted()
    {
        var before = ProcTime.OfEndedChildren();

        using var child = Process.Start("sh", ["-c", "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done"]);
        child.WaitForExit();

        ProcTime.OfEndedChildren().ShouldBeGreaterThan(before);
    }

    // Measured by the process's own clock, so that a busy machine makes no difference.
    private static void Spin(TimeSpan used)
    {
        for (var started = ProcTime.Of(Environment.ProcessId); ProcTime.Of(Environment.ProcessId) - started < used; )
        { }
    }
}
