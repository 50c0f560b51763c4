using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CamStream.Telemetry;

/// <summary>
/// Exports the spans of one source as those of a service of another name, from the program's start
/// on. Disposal sends the last ones.
/// </summary>
internal sealed class OtherServiceTraces(IConfiguration configuration, string service, string source)
    : IHostedService,
        IDisposable
{
    private TracerProvider? _provider;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _provider = Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .SetResourceBuilder(
                // The service's name comes last, so that it replaces OTEL_SERVICE_NAME.
                ResourceBuilder.CreateEmpty().AddTelemetrySdk().AddEnvironmentVariableDetector().AddService(service)
            )
            .AddSource(source)
            .AddOtlpExporter()
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _provider?.Dispose();
}
