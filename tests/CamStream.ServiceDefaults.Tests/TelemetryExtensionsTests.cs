using System.Diagnostics;
using System.Diagnostics.Metrics;
using CamStream.Testing.Otlp;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace CamStream.ServiceDefaults;

/// <summary>Telemetry of a host without ASP.NET Core, like the camera agent.</summary>
public sealed class TelemetryExtensionsTests
{
    [Fact]
    public async Task Any_source_and_meter_of_CamStream_is_exported_under_the_configured_service_name()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        using (var source = new ActivitySource("CamStream.Anything"))
        using (var meter = new Meter("CamStream.Anything"))
        using (var other = new ActivitySource("Another"))
        using (var host = Host(receiver.Url, ("OTEL_SERVICE_NAME", "camera-7")))
        {
            await host.StartAsync();
            source.StartActivity("capture")!.Dispose();
            other.StartActivity("unwanted").ShouldBeNull();
            meter.CreateCounter<int>("camstream.frames").Add(1);
            await host.StopAsync();
        }

        receiver.Spans.Select(span => (span.Service, span.Name)).ShouldBe([("camera-7", "capture")]);
        receiver.Points.ShouldContain(point =>
            point.Service == "camera-7" && point.Name == "camstream.frames" && point.Value == 1
        );
    }

    [Fact]
    public async Task Service_is_named_after_the_program_when_no_name_is_configured()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        using (var host = Host(receiver.Url))
        {
            await host.StartAsync();
            await host.StopAsync();
        }

        receiver.Points.ShouldNotBeEmpty();
        receiver.Points.ShouldAllBe(point => point.Service == "the-program");
    }

    [Theory]
    [InlineData("localhost:4317")]
    [InlineData("collector")]
    [InlineData("/v1/traces")]
    [InlineData("ftp://collector")]
    [InlineData("http://")]
    public void Endpoint_that_is_not_an_http_url_is_refused(string endpoint) =>
        Should
            .Throw<InvalidOperationException>(() => Host(endpoint))
            .Message.ShouldBe(
                $"OTEL_EXPORTER_OTLP_ENDPOINT is '{endpoint}': it must be an absolute http or https URL, "
                    + "for example http://localhost:4317."
            );

    [Fact]
    public void Protocol_that_is_not_supported_is_refused() =>
        Should
            .Throw<InvalidOperationException>(() =>
                Host("http://localhost:1", ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json"))
            )
            .Message.ShouldBe(
                "OTEL_EXPORTER_OTLP_PROTOCOL is 'http/json': it must be grpc (the default) or http/protobuf."
            );

    private static IHost Host(string endpoint, params (string Name, string Value)[] settings)
    {
        var builder = new HostApplicationBuilder(
            new HostApplicationBuilderSettings { ApplicationName = "the-program" }
        );
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            }
                .Concat(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
                .GroupBy(setting => setting.Key, (_, values) => values.Last())
        );
        return builder.AddTelemetryDefaults().Build();
    }
}
