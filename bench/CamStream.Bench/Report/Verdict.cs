namespace CamStream.Bench.Report;

/// <summary>Judges values by their targets, and prints a line for each.</summary>
internal sealed class Verdict
{
    /// <summary>Whether all targets were met.</summary>
    public bool AllMet { get; private set; } = true;

    public void Judge(Target target, double figure)
    {
        Console.WriteLine(target.Judge(figure));
        AllMet &= target.IsMet(figure);
    }
}
