namespace CamStream.Bench.Report;

/// <summary>Figures of one kind, sorted.</summary>
internal sealed class Samples(IEnumerable<double> figures)
{
    private readonly double[] _sorted = [.. figures.Order()];

    public int Count => _sorted.Length;

    public double Median => Percentile(50);

    public double Max => Percentile(100);

    /// <summary>
    /// The smallest figure that at least <paramref name="percent"/> of all do not exceed (nearest
    /// rank); NaN of none.
    /// </summary>
    public double Percentile(double percent) =>
        _sorted.Length == 0
            ? double.NaN
            : _sorted[Math.Clamp((int)Math.Ceiling(percent / 100 * _sorted.Length) - 1, 0, _sorted.Length - 1)];
}
