using System.Globalization;

namespace CamStream.Deploy.Manifests;

/// <summary>Kubernetes quantities, as far as these manifests use them.</summary>
internal static class Quantity
{
    /// <summary><c>2</c> or <c>250m</c>.</summary>
    public static double Processors(string text) => text.EndsWith('m') ? Number(text[..^1]) / 1000 : Number(text);

    /// <summary><c>64Mi</c>.</summary>
    public static double Mebibytes(string text) =>
        text.EndsWith("Mi", StringComparison.Ordinal) ? Number(text[..^2]) : throw new NotSupportedException(text);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
