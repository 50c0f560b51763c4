using CamStream.Bench.Processes;

namespace CamStream.Bench.Telemetry;

/// <summary>What the processes of two systems used over the same time.</summary>
/// <param name="Without">Of the one without telemetry.</param>
/// <param name="With">Of the one with it.</param>
internal sealed record Comparison(IReadOnlyList<ProcessorUse> Without, IReadOnlyList<ProcessorUse> With)
{
    /// <summary>How much more the second used, in percent of the first.</summary>
    public double Added(Func<IReadOnlyList<ProcessorUse>, double> figure) => 100 * (figure(With) / figure(Without) - 1);
}
