using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Adds an endpoint, or changes the one of that name. Without a port a free one is found at every start.</summary>
    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder,
        int? port = null,
        int? targetPort = null,
        string? scheme = null,
        string? name = null,
        string? env = null,
        bool? isProxied = null,
        bool? isExternal = null,
        ProtocolType? protocol = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (isProxied is false)
        {
            throw new NotSupportedException("This stand-in has no proxy to leave out.");
        }

        var wanted = new EndpointAnnotation(protocol ?? ProtocolType.Tcp, scheme, null, name, port, targetPort, isExternal);
        var endpoint = builder.Resource.Annotations.OfType<EndpointAnnotation>()
            .FirstOrDefault(existing => string.Equals(existing.Name, wanted.Name, StringComparison.OrdinalIgnoreCase));
        if (endpoint is null)
        {
            endpoint = wanted;
            builder.WithAnnotation(endpoint);
        }
        else
        {
            endpoint.Port = port ?? endpoint.Port;
            endpoint.TargetPort = targetPort ?? endpoint.TargetPort;
            endpoint.IsExternal = isExternal ?? endpoint.IsExternal;
        }

        if (env is not null && builder.Resource is IResourceWithEnvironment)
        {
            var listensOn = new EndpointReference(builder.Resource, endpoint.Name).Property(EndpointProperty.TargetPort);
            builder.WithAnnotation(new EnvironmentCallbackAnnotation(context =>
            {
                context.EnvironmentVariables[env] = listensOn;
                return Task.CompletedTask;
            }));
        }

        return builder;
    }

    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool? isProxied = null)
        where T : IResourceWithEndpoints => builder.WithEndpoint(port, targetPort, "http", name, env, isProxied);

    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        foreach (var endpoint in builder.Resource.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.UriScheme is "http" or "https"))
        {
            endpoint.IsExternal = true;
        }

        return builder;
    }

    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        return new EndpointReference(builder.Resource, name);
    }

    /// <summary>Gives the other resource's endpoint as <c>NAME_ENDPOINT</c> and, for service discovery, <c>services__NAME__ENDPOINT__0</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, EndpointReference endpointReference)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(endpointReference);

        var annotation = builder.Resource.Annotations.OfType<EndpointReferenceAnnotation>()
            .SingleOrDefault(existing => existing.Resource == endpointReference.Resource);
        if (annotation is null)
        {
            annotation = new EndpointReferenceAnnotation(endpointReference.Resource);
            builder.WithAnnotation(annotation);
            builder.WithEnvironment(context => AddReferences(context.EnvironmentVariables, annotation));
        }

        annotation.EndpointNames.Add(endpointReference.EndpointName);
        return builder;
    }

    private static void AddReferences(Dictionary<string, object> variables, EndpointReferenceAnnotation annotation)
    {
        var resource = annotation.Resource;
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>().Where(endpoint => annotation.EndpointNames.Contains(endpoint.Name)))
        {
            var reference = new EndpointReference(resource, endpoint.Name);
            variables[$"{Encode(resource.Name)}_{Encode(endpoint.Name)}".ToUpperInvariant()] = reference;

            var index = 0;
            while (!variables.TryAdd($"services__{resource.Name}__{endpoint.Name}__{index}", reference))
            {
                index++;
            }
        }
    }

    /// <summary>What a shell takes as a variable's name: ASCII letters, digits, underscores, no digit first.</summary>
    private static string Encode(string name)
    {
        var encoded = string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) ? character : '_'));
        return encoded.Length > 0 && char.IsAsciiDigit(encoded[0]) ? "_" + encoded : encoded;
    }
}
