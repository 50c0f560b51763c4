namespace CamStream.Bench.Report;

/// <summary>Figures judged by their targets, each with a line on standard output.</summary>
internal sealed class Verdict
{
    /// <summary>Whether all were met.</summary>
    public bool AllMet { get; private set; } = true;

    public void Judge(Target target, double figure)
    {
        Console.WriteLine(target.Judge(figure));
        AllMet &= target.IsMet(figure);
    }
}
