using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

public static class ProjectResourceBuilderExtensions
{
    /// <summary>Adds a project; without a launch profile it has the endpoints and the environment given here only.</summary>
    /// <exception cref="NotSupportedException">A launch profile is named: this stand-in reads none.</exception>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder, string name, string? launchProfileName)
        where TProject : IProjectMetadata, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (launchProfileName is not null)
        {
            throw new NotSupportedException($"The resource '{name}' asks for the launch profile '{launchProfileName}'; this stand-in runs projects without one.");
        }

        var project = builder.AddResource(new ProjectResource(name))
            .WithAnnotation(new TProject())
            .WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory");
        if (builder.ExecutionContext.IsRunMode && builder.Environment.IsDevelopment())
        {
            project.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION", "true");
            project.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION", "true");
        }

        project.WithOtlpExporter();
        if (builder.ExecutionContext.IsRunMode)
        {
            project.WithEnvironment("DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION", "true");
            project.WithEnvironment("LOGGING__CONSOLE__FORMATTERNAME", "simple");
            project.WithEnvironment(SetUrls);
        }
        else
        {
            project.WithEnvironment(SetPorts);
        }

        return project;
    }

    private static void SetUrls(EnvironmentCallbackContext context)
    {
        var urls = context.Resource.Annotations.OfType<EndpointAnnotation>()
            .Where(endpoint => endpoint.UriScheme is "http" or "https")
            .Select(endpoint => $"{endpoint.UriScheme}://{endpoint.TargetHost}:{endpoint.AllocatedEndpoint?.TargetPortExpression}");
        if (string.Join(';', urls) is { Length: > 0 } value)
        {
            context.EnvironmentVariables.TryAdd("ASPNETCORE_URLS", value);
        }
    }

    /// <summary>Where it is deployed, it listens on the ports that it is given there, behind something that ends TLS.</summary>
    private static void SetPorts(EnvironmentCallbackContext context)
    {
        var endpoints = context.Resource.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.UriScheme is "http").ToArray();
        if (endpoints.Length > 0)
        {
            var ports = endpoints.Select(endpoint => $"{{{context.Resource.Name}.bindings.{endpoint.Name}.targetPort}}");
            context.EnvironmentVariables["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";
            context.EnvironmentVariables.TryAdd("HTTP_PORTS", string.Join(';', ports));
        }
    }
}
