using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;

namespace CamStream.Packages.OpenTelemetry;

/// <summary>Keeps the names of what it is given: a log record's is its text.</summary>
internal sealed class Exported<T> : BaseExporter<T>
    where T : class
{
    public List<string> Names { get; } = [];

    public string? Service { get; private set; }

    public override ExportResult Export(in Batch<T> batch)
    {
        Service = ParentProvider.GetResource().Attributes.Single(attribute => attribute.Key == "service.name").Value as string;
        foreach (var item in batch)
        {
            Names.Add(item switch
            {
                Activity span => span.DisplayName,
                LogRecord log => log.FormattedMessage ?? log.Body ?? "",
                Metric metric => metric.Name,
                _ => "",
            });
        }

        return ExportResult.Success;
    }
}
