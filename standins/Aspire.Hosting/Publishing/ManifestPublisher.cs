using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Publishing;

/// <summary>Writes the model as a manifest, <c>--publisher manifest --output-path FILE</c>, and ends the application.</summary>
internal sealed class ManifestPublisher(
    DistributedApplicationModel model,
    DistributedApplicationExecutionContext executionContext,
    IConfiguration configuration,
    IHostApplicationLifetime lifetime) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (configuration["Publishing:Publisher"] is not "manifest" || configuration["Pipeline:OutputPath"] is not { Length: > 0 } output)
        {
            throw new NotSupportedException("This stand-in publishes with --publisher manifest --output-path FILE only.");
        }

        var path = Path.GetFullPath(output);
        await using (var file = File.Create(path))
        {
            await using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
            json.WriteStartObject();
            json.WriteStartObject("resources");
            foreach (var resource in model.Resources)
            {
                await new ManifestResource(json, executionContext, Path.GetDirectoryName(path)!).WriteAsync(resource, cancellationToken);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        lifetime.StopApplication();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
