namespace CamStream.Testing.Otlp;

/// <summary>
/// Field numbers of <c>opentelemetry.proto.metrics.v1.Metric</c>. Exponential histograms and
/// summaries are passed over.
/// </summary>
internal static class MetricDecoder
{
    public static List<OtlpPoint> Decode(ReadOnlySpan<byte> message, string service, string scope)
    {
        string name = "",
            description = "",
            unit = "";
        var points = new List<OtlpPoint>();
        for (var reader = new ProtobufReader(message); reader.Next(); )
        {
            switch (reader.Field)
            {
                case 1:
                    name = reader.String();
                    break;
                case 2:
                    description = reader.String();
                    break;
                case 3:
                    unit = reader.String();
                    break;
                case 5:
                    AddPoints(reader.Bytes(), OtlpPointKind.Gauge, points);
                    break;
                case 7:
                    AddPoints(reader.Bytes(), OtlpPointKind.Sum, points);
                    break;
                case 9:
                    AddPoints(reader.Bytes(), OtlpPointKind.Histogram, points);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        return
        [
            .. points.Select(point =>
                point with
                {
                    Service = service,
                    Name = name,
                    Description = description,
                    Unit = unit,
                }
            ),
        ];
    }

    // Gauge, Sum and Histogram { data_points = 1, aggregation_temporality = 2, is_monotonic = 3 }
    private static void AddPoints(ReadOnlySpan<byte> message, OtlpPointKind kind, List<OtlpPoint> points)
    {
        var (temporality, first) = (OtlpTemporality.None, points.Count);
        for (var reader = new ProtobufReader(message); reader.Next(); )
        {
            switch (reader.Field)
            {
                case 1:
                    points.Add(kind == OtlpPointKind.Histogram ? Distribution(reader.Bytes()) : Number(reader.Bytes()));
                    break;
                case 2:
                    temporality = (OtlpTemporality)reader.Integer();
                    break;
                case 3:
                    kind = reader.Integer() != 0 ? OtlpPointKind.MonotonicSum : kind;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        for (var index = first; index < points.Count; index++)
            points[index] = points[index] with { Kind = kind, Temporality = temporality };
    }

    private static OtlpPoint Number(ReadOnlySpan<byte> message)
    {
        var (start, time, value) = (0L, 0L, 0.0);
        var attributes = new Dictionary<string, object>();
        for (var reader = new ProtobufReader(message); reader.Next(); )
        {
            switch (reader.Field)
            {
                case 2:
                    start = reader.Integer();
                    break;
                case 3:
                    time = reader.Integer();
                    break;
                case 4:
                    value = reader.Double();
                    break;
                case 6:
                    value = reader.Integer();
                    break;
                case 7:
                    OtlpDecoder.AddAttribute(reader.Bytes(), attributes);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        return new OtlpPoint(
            "",
            "",
            "",
            "",
            OtlpPointKind.Sum,
            OtlpTemporality.None,
            start,
            time,
            attributes,
            value,
            0,
            [],
            []
        );
    }

    private static OtlpPoint Distribution(ReadOnlySpan<byte> message)
    {
        var (start, time, count, sum) = (0L, 0L, 0L, 0.0);
        var attributes = new Dictionary<string, object>();
        var (buckets, bounds) = (new List<long>(), new List<double>());
        for (var reader = new ProtobufReader(message); reader.Next(); )
        {
            switch (reader.Field)
            {
                case 2:
                    start = reader.Integer();
                    break;
                case 3:
                    time = reader.Integer();
                    break;
                case 4:
                    count = reader.Integer();
                    break;
                case 5:
                    sum = reader.Double();
                    break;
                case 6:
                    reader.AddIntegers(buckets);
                    break;
                case 7:
                    reader.AddDoubles(bounds);
                    break;
                case 9:
                    OtlpDecoder.AddAttribute(reader.Bytes(), attributes);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        return new OtlpPoint(
            "",
            "",
            "",
            "",
            OtlpPointKind.Histogram,
            OtlpTemporality.None,
            start,
            time,
            attributes,
            sum,
            count,
            buckets,
            bounds
        );
    }
}
