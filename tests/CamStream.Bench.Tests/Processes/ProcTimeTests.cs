using System.Diagnostics;

namespace CamStream.Bench.Processes;

public class ProcTimeTests
{
    private const int NoProcess = (4 << 20) + 1; // one more than Linux ever gives (PID_MAX_LIMIT)

    [Fact]
    public void Own_time_is_that_of_the_process_with_threads_that_ended()
    {
        var before = ProcTime.Of(Environment.ProcessId);
        var thread = new Thread(() => Spin(TimeSpan.FromMilliseconds(20)));
        thread.Start();
        thread.Join();

        (ProcTime.Of(Environment.ProcessId) - before).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public void A_process_that_is_gone_is_told() =>
        Should
            .Throw<InvalidOperationException>(() => ProcTime.Of(NoProcess))
            .Message.ShouldBe("Process 4194305 ended while it was measured.");

    [Fact]
    public void Children_that_ended_are_counted()
    {
        var before = ProcTime.OfEndedChildren();

        using var child = Process.Start("sh", ["-c", "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done"]);
        child.WaitForExit();

        ProcTime.OfEndedChildren().ShouldBeGreaterThan(before);
    }

    // By the clock of the process, so that a busy machine makes no difference.
    private static void Spin(TimeSpan used)
    {
        for (var started = ProcTime.Of(Environment.ProcessId); ProcTime.Of(Environment.ProcessId) - started < used; )
        { }
    }
}
