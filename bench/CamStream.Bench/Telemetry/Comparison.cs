using CamStream.Bench.Processes;

namespace CamStream.Bench.Telemetry;

/// <summary>What the processes of two systems used over the same period.</summary>
/// <param name="Without">The system without telemetry.</param>
/// <param name="With">The system with telemetry.</param>
internal sealed record Comparison(IReadOnlyList<ProcessorUse> Without, IReadOnlyList<ProcessorUse> With)
{
    /// <summary>The additional use of the second, in percent of the first.</summary>
    public double Added(Func<IReadOnlyList<ProcessorUse>, double> figure) => 100 * (figure(With) / figure(Without) - 1);
}
