namespace CamStream.Bench.Processes;

public class ProcMemoryTests
{
    [Fact]
    public void Resident_and_proportional_size_are_read()
    {
        string[] lines =
        [
            "55d0c0a00000-7ffd1c5f6000 ---p 00000000 00:00 0                          [rollup]",
            "Rss:               59004 kB",
            "Pss:               20480 kB",
            "Pss_Dirty:         19000 kB",
            "SwapPss:               0 kB",
        ];

        ProcMemory.Parse(lines).ShouldBe(new ProcMemory(59_004 * 1024, 20_480 * 1024));
    }
}
