using System.Globalization;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>One resource in a manifest: values known only where it is deployed are expressions in braces.</summary>
internal sealed class ManifestResource(Utf8JsonWriter json, DistributedApplicationExecutionContext executionContext, string folder)
{
    public async Task WriteAsync(IResource resource, CancellationToken cancellationToken)
    {
        json.WriteStartObject(resource.Name);
        switch (resource)
        {
            case ProjectResource:
                json.WriteString("type", "project.v0");
                json.WriteString("path", Relative(resource.Annotations.OfType<IProjectMetadata>().Single().ProjectPath));
                break;
            case ContainerResource:
                json.WriteString("type", "container.v0");
                json.WriteString("image", Image(resource.Annotations.OfType<ContainerImageAnnotation>().Last()));
                break;
            default:
                throw new NotSupportedException($"A {resource.GetType().Name} cannot be published by this stand-in.");
        }

        await WriteArgumentsAsync(resource, cancellationToken);
        WriteMounts(resource);
        await WriteEnvironmentAsync(resource, cancellationToken);
        WriteBindings(resource);
        json.WriteEndObject();
    }

    private static string Image(ContainerImageAnnotation image)
    {
        var name = image.Image.Contains('/', StringComparison.Ordinal) ? image.Image : "docker.io/library/" + image.Image;
        return image.Tag is null ? name : $"{name}:{image.Tag}";
    }

    private async Task WriteArgumentsAsync(IResource resource, CancellationToken cancellationToken)
    {
        var context = new CommandLineArgsCallbackContext([], cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        if (context.Args.Count > 0)
        {
            json.WriteStartArray("args");
            foreach (var argument in context.Args)
            {
                json.WriteStringValue(Expression(argument));
            }

            json.WriteEndArray();
        }
    }

    private void WriteMounts(IResource resource)
    {
        foreach (var mounts in resource.Annotations.OfType<ContainerMountAnnotation>().GroupBy(mount => mount.Type).OrderBy(group => group.Key))
        {
            json.WriteStartArray(mounts.Key == ContainerMountType.BindMount ? "bindMounts" : "volumes");
            foreach (var mount in mounts)
            {
                json.WriteStartObject();
                if (mount.Type == ContainerMountType.BindMount)
                {
                    json.WriteString("source", Relative(mount.Source!));
                }
                else if (mount.Source is not null)
                {
                    json.WriteString("name", mount.Source);
                }

                json.WriteString("target", mount.Target);
                json.WriteBoolean("readOnly", mount.IsReadOnly);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }

    private async Task WriteEnvironmentAsync(IResource resource, CancellationToken cancellationToken)
    {
        var context = new EnvironmentCallbackContext(executionContext, resource, cancellationToken: cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        if (context.EnvironmentVariables.Count > 0)
        {
            json.WriteStartObject("env");
            foreach (var (name, value) in context.EnvironmentVariables)
            {
                json.WriteString(name, Expression(value));
            }

            json.WriteEndObject();
        }
    }

    private void WriteBindings(IResource resource)
    {
        var endpoints = resource.Annotations.OfType<EndpointAnnotation>().ToArray();
        if (endpoints.Length == 0)
        {
            return;
        }

        json.WriteStartObject("bindings");
        foreach (var endpoint in endpoints)
        {
            json.WriteStartObject(endpoint.Name);
            json.WriteString("scheme", endpoint.UriScheme);
            json.WriteString("protocol", endpoint.Protocol.ToString().ToLowerInvariant());
            json.WriteString("transport", endpoint.Transport);
            if (endpoint.Port is { } port)
            {
                json.WriteNumber("port", port);
            }

            if (endpoint.TargetPort is { } targetPort)
            {
                json.WriteNumber("targetPort", targetPort);
            }

            if (endpoint.IsExternal)
            {
                json.WriteBoolean("external", true);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private string Relative(string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');

    private static string Expression(object value) => value is IManifestExpressionProvider provider
        ? provider.ValueExpression
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
}
