using System.Net;
using CamStream.Testing.Otlp;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
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
        await using (var app = await TestService.StartAsync(null, ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Url), ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol)))
        {
            (await app.GetAsync("/hello")).ShouldBe(HttpStatusCode.OK);
            await app.StopAsync(); // waits for the end of the requests; the providers flush when the service is disposed
        }

        receiver.Spans.Select(span => span.Name).ShouldBe(["GET /hello"]);
        receiver.Points.Select(point => point.Name).ShouldContain("http.server.request.duration");
        receiver.Points.Select(point => point.Name).ShouldContain("dotnet.gc.collections");
        receiver.Logs.ShouldContain(log => log.Text.StartsWith("Request starting"));
    }

    [Fact]
    public async Task Nothing_is_collected_where_nobody_reads_it()
    {
        await using var app = await TestService.StartAsync(null, ("Metrics:Enabled", "false"));

        app.Services.GetService<TracerProvider>().ShouldBeNull();
        app.Services.GetService<MeterProvider>().ShouldBeNull();
        app.Services.GetService<LoggerProvider>().ShouldBeNull();
    }
}
