using Google.Protobuf.Collections;
using OpenTelemetry.Proto.Metrics.V1;

namespace CamStream.Testing.Otlp;

/// <summary>Decodes the points of metrics.</summary>
internal static class MetricDecoder
{
    /// <inheritdoc cref="OtlpDecoder.Spans"/>
    public static IEnumerable<OtlpPoint> Points(byte[] request) =>
        from resource in MetricsData.Parser.ParseFrom(request).ResourceMetrics
        let service = OtlpDecoder.Service(resource.Resource)
        from scope in resource.ScopeMetrics
        from metric in scope.Metrics
        from point in Points(metric)
        select point with
        {
            Service = service,
            Name = metric.Name,
            Unit = metric.Unit,
            Description = metric.Description,
        };

    private static IEnumerable<OtlpPoint> Points(Metric metric) =>
        metric.DataCase switch
        {
            Metric.DataOneofCase.Gauge => Numbers(metric.Gauge.DataPoints, OtlpPointKind.Gauge, default),
            Metric.DataOneofCase.Sum => Numbers(
                metric.Sum.DataPoints,
                metric.Sum.IsMonotonic ? OtlpPointKind.MonotonicSum : OtlpPointKind.Sum,
                metric.Sum.AggregationTemporality
            ),
            Metric.DataOneofCase.Histogram => metric.Histogram.DataPoints.Select(point =>
                Distribution(point, metric.Histogram.AggregationTemporality)
            ),
            _ => [],
        };

    private static IEnumerable<OtlpPoint> Numbers(
        RepeatedField<NumberDataPoint> points,
        OtlpPointKind kind,
        AggregationTemporality temporality
    ) =>
        points.Select(point => new OtlpPoint(
            "",
            "",
            "",
            "",
            kind,
            (OtlpTemporality)temporality,
            (long)point.StartTimeUnixNano,
            (long)point.TimeUnixNano,
            OtlpDecoder.Attributes(point.Attributes),
            point.ValueCase == NumberDataPoint.ValueOneofCase.AsInt ? point.AsInt : point.AsDouble,
            Count: 0,
            Buckets: [],
            Bounds: []
        ));

    private static OtlpPoint Distribution(HistogramDataPoint point, AggregationTemporality temporality) =>
        new(
            "",
            "",
            "",
            "",
            OtlpPointKind.Histogram,
            (OtlpTemporality)temporality,
            (long)point.StartTimeUnixNano,
            (long)point.TimeUnixNano,
            OtlpDecoder.Attributes(point.Attributes),
            point.Sum,
            (long)point.Count,
            [.. point.BucketCounts.Select(count => (long)count)],
            [.. point.ExplicitBounds]
        );
}
