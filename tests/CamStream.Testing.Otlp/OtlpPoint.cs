namespace CamStream.Testing.Otlp;

/// <summary>The newest point of a metric's series.</summary>
/// <param name="Service">The resource's <c>service.name</c>.</param>
/// <param name="Name">The instrument's name.</param>
/// <param name="Unit">The instrument's unit.</param>
/// <param name="Description">The instrument's description.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Temporality">Since when it counts.</param>
/// <param name="StartNanoseconds">
/// When it began to count, since the Unix epoch: another one where the program was started again.
/// </param>
/// <param name="Nanoseconds">When it was reported, since the Unix epoch.</param>
/// <param name="Attributes">What tells the series from others of the metric.</param>
/// <param name="Value">A gauge's or sum's value; the sum of what a histogram counted.</param>
/// <param name="Count">How many a histogram counted.</param>
/// <param name="Buckets">
/// How many of them are up to each bound; one more than there are bounds.
/// </param>
/// <param name="Bounds">The upper bounds of the buckets but the last.</param>
public sealed record OtlpPoint(
    string Service,
    string Name,
    string Unit,
    string Description,
    OtlpPointKind Kind,
    OtlpTemporality Temporality,
    long StartNanoseconds,
    long Nanoseconds,
    IReadOnlyDictionary<string, object> Attributes,
    double Value,
    long Count,
    IReadOnlyList<long> Buckets,
    IReadOnlyList<double> Bounds
)
{
    /// <summary>The same for every point of a series, and of no other.</summary>
    internal string Series =>
        string.Join(
            '|',
            [
                Service,
                Name,
                StartNanoseconds,
                .. Attributes
                    .OrderBy(attribute => attribute.Key, StringComparer.Ordinal)
                    .Select(attribute => $"{attribute.Key}={attribute.Value}"),
            ]
        );
}
