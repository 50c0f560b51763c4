using System.Diagnostics;
using CamStream.Testing.Otlp;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace CamStream.ServiceDefaults;

/// <summary>Spans that a program records for another service.</summary>
public sealed class OtherServiceTests
{
    [Fact]
    public async Task Spans_are_exported_under_the_name_of_the_other_service_only()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        using (var source = new ActivitySource("browser-of-a-test"))
        using (var host = Host(receiver.Url))
        {
            await host.StartAsync();
            source.StartActivity("render")!.Dispose();
            await host.StopAsync();
        }

        receiver.Spans.Select(span => (span.Service, span.Name)).ShouldBe([("the-browser", "render")]);
    }

    [Fact]
    public async Task Spans_are_not_recorded_without_an_endpoint()
    {
        using var source = new ActivitySource("browser-of-nobody");
        using var host = Host("", "browser-of-nobody");
        await host.StartAsync();

        source.HasListeners().ShouldBeFalse();

        await host.StopAsync();
    }

    private static IHost Host(string endpoint, string source = "browser-of-a-test")
    {
        var builder = new HostApplicationBuilder(
            new HostApplicationBuilderSettings { ApplicationName = "the-program" }
        );
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_SERVICE_NAME"] = "the-service",
            }
        );
        return builder.AddTelemetryDefaults().AddTracesOf("the-browser", source).Build();
    }
}
