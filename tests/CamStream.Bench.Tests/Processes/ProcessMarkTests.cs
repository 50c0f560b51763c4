using System.Diagnostics;

namespace CamStream.Bench.Processes;

public class ProcessMarkTests
{
    [Fact]
    public void Marked_processes_are_found_and_no_others()
    {
        var mark = new ProcessMark();
        using var marked = Wait(mark.For("encoder-0"));
        using var other = Wait(new ProcessMark().For("encoder-1"));
        try
        {
            var found = mark.Find().ShouldHaveSingleItem();
            (found.Id, found.Resource, found.Kind).ShouldBe((marked.Id, "encoder-0", "encoder"));
            found.Memory.Resident.ShouldBeGreaterThan(0);
        }
        finally
        {
            marked.Kill();
            other.Kill();
        }
    }

    // A program that runs until its input ends.
    private static Process Wait(string mark) =>
        Process.Start(
            new ProcessStartInfo("cat")
            {
                RedirectStandardInput = true,
                Environment = { [ProcessMark.Variable] = mark },
            }
        )!;
}
