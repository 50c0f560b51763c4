using System.Globalization;

namespace CamStream.Bench.Report;

/// <summary>The upper limit of a measured value.</summary>
internal sealed record Target(string Name, double Limit, string Unit)
{
    public bool IsMet(double figure) => figure <= Limit;

    /// <summary><c>median ≤ 550 ms: 513 ok</c></summary>
    public string Judge(double figure) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Name} ≤ {Limit:0.##} {Unit}: {figure:0.##} {(IsMet(figure) ? "ok" : "MISSED")}"
        );
}
