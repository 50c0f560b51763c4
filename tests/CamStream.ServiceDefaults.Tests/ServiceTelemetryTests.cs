using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace CamStream.ServiceDefaults;

public sealed class ServiceTelemetryTests
{
    [Fact]
    public async Task Logs_traces_and_metrics_are_exported_over_http()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await RunServiceAsync(receiver.Url, "http/protobuf");

        receiver.Paths.Order().ShouldBe(["/v1/logs", "/v1/metrics", "/v1/traces"]);
        receiver.Received("/v1/traces").ShouldContain("GET /hello");
        receiver.Received("/v1/metrics").ShouldContain("http.server.request.duration");
        receiver.Received("/v1/metrics").ShouldContain("dotnet.gc.collections");
        receiver.Received("/v1/logs").ShouldContain("Request starting");
    }

    [Fact]
    public async Task Logs_traces_and_metrics_are_exported_over_grpc_when_no_protocol_is_configured()
    {
        await using var receiver = await OtlpReceiver.StartAsync(HttpProtocols.Http2);
        await RunServiceAsync(receiver.Url, protocol: "");

        receiver.Paths.Order().ShouldBe(
        [
            "/opentelemetry.proto.collector.logs.v1.LogsService/Export",
            "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
            "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
        ]);
    }

    [Fact]
    public async Task Health_endpoints_are_in_neither_traces_nor_metrics()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await RunServiceAsync(receiver.Url, "http/protobuf");

        receiver.Received("/v1/traces").ShouldNotContain("/health");
        receiver.Received("/v1/traces").ShouldNotContain("/alive");
        receiver.Received("/v1/metrics").ShouldNotContain("/health");
        receiver.Received("/v1/metrics").ShouldNotContain("/alive");
    }

    [Fact]
    public async Task Nothing_is_collected_without_an_endpoint()
    {
        await using var app = await TestService.StartAsync();

        app.Services.GetService<TracerProvider>().ShouldBeNull();
        app.Services.GetService<MeterProvider>().ShouldBeNull();
        app.Services.GetService<LoggerProvider>().ShouldBeNull();
    }

    // Stopping waits for the end of the requests; the providers flush when the service is disposed.
    private static async Task RunServiceAsync(string endpoint, string protocol)
    {
        await using var app = await TestService.StartAsync(
            null, ("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint), ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol));
        foreach (var path in (string[])["/health", "/alive", "/hello"])
            (await app.GetAsync(path)).ShouldBe(HttpStatusCode.OK);
        await app.StopAsync();
    }
}
