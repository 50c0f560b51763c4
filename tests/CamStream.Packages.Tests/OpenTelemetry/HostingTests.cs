using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CamStream.Packages.OpenTelemetry;

public sealed class HostingTests
{
    private const string Name = "CamStream.Packages.OpenTelemetry";

    [Fact]
    public async Task Providers_are_there_before_any_hosted_service_starts_and_flush_at_the_end()
    {
        using var source = new ActivitySource(Name);
        var spans = new Exported<Activity>();
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddHostedService(_ => new OnStart(() => source.StartActivity("starting")?.Dispose()));
        builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing
            .AddSource(Name)
            .AddProcessor(new BatchActivityExportProcessor(spans)));

        using (var host = builder.Build())
            await host.StartAsync();

        spans.Names.ShouldBe(["starting"]);
    }

    [Fact]
    public async Task Logs_and_metrics_are_collected_with_the_resource()
    {
        using var meter = new Meter(Name);
        var logs = new Exported<LogRecord>();
        var metrics = new Exported<Metric>();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("camera-7"))
            .WithLogging(logging => logging.AddProcessor(new SimpleLogRecordExportProcessor(logs)))
            .WithMetrics(metering => metering.AddMeter(Name).AddReader(new BaseExportingMetricReader(metrics)));

        using (var host = builder.Build())
        {
            await host.StartAsync();
            host.Services.GetRequiredService<ILoggerFactory>().CreateLogger(Name).Log(
                LogLevel.Warning, default, "state", null, (_, _) => "a line");
            meter.CreateCounter<int>("camstream.frames").Add(1);
        }

        logs.Names.ShouldContain("a line");
        metrics.Names.ShouldBe(["camstream.frames"]);
        logs.Service.ShouldBe("camera-7");
        metrics.Service.ShouldBe("camera-7");
    }

    [Fact]
    public void Adding_it_twice_adds_to_the_same_providers()
    {
        using var first = new ActivitySource(Name + ".First");
        using var second = new ActivitySource(Name + ".Second");
        var services = new ServiceCollection();
        services.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource(first.Name));
        services.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource(second.Name));

        using var provider = services.BuildServiceProvider();
        provider.GetServices<TracerProvider>().ShouldHaveSingleItem();

        first.HasListeners().ShouldBeTrue();
        second.HasListeners().ShouldBeTrue();
        services.Count(service => service.ServiceType == typeof(IHostedService)).ShouldBe(1);
    }

    [Fact]
    public void What_was_not_asked_for_is_not_there()
    {
        var services = new ServiceCollection();
        services.AddOpenTelemetry();

        using var provider = services.BuildServiceProvider();

        provider.GetService<TracerProvider>().ShouldBeNull();
        provider.GetService<MeterProvider>().ShouldBeNull();
    }

    private sealed class OnStart(Action action) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            action();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
