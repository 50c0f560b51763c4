using System.Diagnostics.Metrics;
using System.Net;
using CamStream.Testing.Otlp;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace CamStream.ServiceDefaults;

public sealed class ServiceTelemetryTests
{
    [Theory]
    [InlineData(HttpProtocols.Http1, "http/protobuf")]
    [InlineData(HttpProtocols.Http2, "grpc")]
    [InlineData(HttpProtocols.Http2, "")] // gRPC is the default
    public async Task Logs_traces_and_metrics_are_exported(HttpProtocols http, string protocol)
    {
        await using var receiver = await OtlpReceiver.StartAsync(http);
        await using (
            var app = await TestService.StartAsync(
                null,
                ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Url),
                ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol)
            )
        )
        {
            (await app.GetAsync("/hello")).ShouldBe(HttpStatusCode.OK);
            // This waits for the end of the requests; disposal flushes the providers.
            await app.StopAsync();
        }

        receiver.Spans.Select(span => span.Name).ShouldBe(["GET /hello"]);
        receiver.Points.Select(point => point.Name).ShouldContain("http.server.request.duration");
        receiver.Points.Select(point => point.Name).ShouldContain("dotnet.gc.collections");
        receiver.Logs.ShouldContain(log => log.Text.StartsWith("Request starting"));
    }

    /// <summary>
    /// This also holds in a program that is not a web service, where metrics start before all else.
    /// </summary>
    [Fact]
    public async Task Observed_instruments_are_read_once_more_at_the_end()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        var builder = Host.CreateEmptyApplicationBuilder(
            new HostApplicationBuilderSettings { ApplicationName = "program" }
        );
        builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Url;
        builder.Configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        builder.AddTelemetryDefaults();
        using (var program = builder.Build())
        {
            program.Services.GetRequiredService<IStartupValidator>().Validate();
            await program.StartAsync(TestContext.Current.CancellationToken);
            program
                .Services.GetRequiredService<IMeterFactory>()
                .Create("CamStream.Test")
                .CreateObservableCounter("camstream.test", () => 7L);
            await program.StopAsync(TestContext.Current.CancellationToken);
        }

        receiver.Points.Where(point => point.Name == "camstream.test").Select(point => point.Value).ShouldBe([7]);
    }

    [Fact]
    public async Task A_service_can_leave_its_requests_out()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using (
            var app = await TestService.StartAsync(
                requests: false,
                null,
                ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Url),
                ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
            )
        )
        {
            (await app.GetAsync("/hello")).ShouldBe(HttpStatusCode.OK);
            await app.StopAsync();
        }

        receiver.Spans.ShouldBeEmpty();
        receiver
            .Points.Where(point =>
                point.Name.StartsWith("http.server.request", StringComparison.Ordinal)
                && point.Attributes.ContainsKey("http.route")
            )
            .ShouldBeEmpty();
        receiver.Points.Select(point => point.Name).ShouldContain("dotnet.gc.collections");
    }

    [Fact]
    public async Task Nothing_is_collected_without_a_reader()
    {
        await using var app = await TestService.StartAsync(null, ("Metrics:Enabled", "false"));

        app.Services.GetService<TracerProvider>().ShouldBeNull();
        app.Services.GetService<MeterProvider>().ShouldBeNull();
        app.Services.GetService<LoggerProvider>().ShouldBeNull();
    }
}
