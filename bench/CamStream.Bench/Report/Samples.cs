namespace CamStream.Bench.Report;

/// <summary>Sorted values of one kind.</summary>
internal sealed class Samples(IEnumerable<double> figures)
{
    private readonly double[] _sorted = [.. figures.Order()];

    public int Count => _sorted.Length;

    public double Median => Percentile(50);

    public double Max => Percentile(100);

    /// <summary>
    /// The smallest value that is at least as large as <paramref name="percent"/> of all (nearest
    /// rank); NaN without values.
    /// </summary>
    public double Percentile(double percent) =>
        _sorted.Length == 0
            ? double.NaN
            : _sorted[Math.Clamp((int)Math.Ceiling(percent / 100 * _sorted.Length) - 1, 0, _sorted.Length - 1)];
}
