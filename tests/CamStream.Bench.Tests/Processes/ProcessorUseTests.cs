namespace CamStream.Bench.Processes;

public class ProcessorUseTests
{
    private static readonly TimeSpan _elapsed = TimeSpan.FromSeconds(10);

    [Fact]
    public void Processes_of_a_kind_are_summed_up()
    {
        var before = new[]
        {
            Process(1, "encoder-0", "dotnet", 100),
            Process(2, "encoder-0", "ffmpeg", 50),
            Process(3, "encoder-1", "ffmpeg", 0),
        };
        var after = new[]
        {
            Process(1, "encoder-0", "dotnet", 150),
            Process(2, "encoder-0", "ffmpeg", 150),
            Process(3, "encoder-1", "ffmpeg", 300),
        };

        ProcessorUse
            .Between(before, after, _elapsed)
            .ShouldBe([
                new ProcessorUse("encoder", 1, 0.05, 2000, 1000),
                new ProcessorUse("ffmpeg", 2, 0.4, 4000, 2000),
            ]);
    }

    [Fact]
    public void A_process_that_started_meanwhile_counts_from_its_start() =>
        ProcessorUse.Between([], [Process(1, "ingest", "dotnet", 200)], _elapsed).Single().Processor.ShouldBe(0.2);

    [Fact]
    public void A_process_that_ended_is_named()
    {
        var ended = Should.Throw<InvalidOperationException>(() =>
            ProcessorUse.Between([Process(1, "encoder-0", "ffmpeg", 10)], [], _elapsed)
        );

        ended.Message.ShouldBe("Ended while they were measured: encoder-0 (ffmpeg).");
    }

    private static RunningProcess Process(int id, string resource, string command, long ticks) =>
        new(id, resource, new ProcStat(command, ticks), new ProcMemory(2000, 1000));
}
