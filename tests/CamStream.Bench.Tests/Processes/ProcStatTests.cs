namespace CamStream.Bench.Processes;

public class ProcStatTests
{
    [Theory]
    [InlineData("ffmpeg")]
    [InlineData(".NET TP Worker")]
    [InlineData("a) R 1 (b")]
    public void Processor_time_is_read_whatever_the_name_of_the_program(string name) =>
        ProcStat
            .Parse(
                $"4711 ({name}) S 4700 4711 4711 0 -1 4194304 2391 0 3 0 125 42 0 0 20 0 21 0 5512345 "
                    + "275000000 30000 18446744073709551615"
            )
            .ShouldBe(new ProcStat(name, 167));

    [Fact]
    public void The_own_process_is_read()
    {
        var stat = ProcStat.Parse(File.ReadAllText("/proc/self/stat"));

        stat.Command.ShouldNotBeEmpty();
        stat.Ticks.ShouldBeGreaterThan(0);
    }
}
