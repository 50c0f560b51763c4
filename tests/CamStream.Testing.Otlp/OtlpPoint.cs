namespace CamStream.Testing.Otlp;

/// <summary>The newest point of a metric's time series.</summary>
/// <param name="Service">The resource's <c>service.name</c>.</param>
/// <param name="Name">The instrument's name.</param>
/// <param name="Unit">The instrument's unit.</param>
/// <param name="Description">The instrument's description.</param>
/// <param name="Kind">The kind of metric.</param>
/// <param name="Temporality">The start of the counting.</param>
/// <param name="StartNanoseconds">
/// When counting began, in nanoseconds since the Unix epoch; it changes when the program restarts.
/// </param>
/// <param name="Nanoseconds">
/// When the point was reported, in nanoseconds since the Unix epoch.
/// </param>
/// <param name="Attributes">The attributes that identify the series within its metric.</param>
/// <param name="Value">The value of a gauge or sum; the sum of a histogram's values.</param>
/// <param name="Count">The number of a histogram's values.</param>
/// <param name="Buckets">
/// The number of values up to each bound; the last bucket has no bound.
/// </param>
/// <param name="Bounds">The upper bounds of all buckets but the last.</param>
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
    /// <summary>A key that is the same for all points of one series only.</summary>
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
