using System.Collections;
using System.Globalization;
using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Running;

/// <summary>Turns a resource's annotations into a command line and an environment.</summary>
internal sealed class LaunchPlanner(
    DistributedApplicationOptions options, DistributedApplicationExecutionContext executionContext, IConfiguration configuration)
{
    /// <summary>The AppHost's own, which no resource is to take over.</summary>
    private static readonly string[] _notInherited =
        ["ASPNETCORE_URLS", "DOTNET_LAUNCH_PROFILE", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "ASPIRE_LOGLEVEL"];

    private string ContainerEngine => configuration["ASPIRE_CONTAINER_RUNTIME"] ?? configuration["DOTNET_ASPIRE_CONTAINER_RUNTIME"] ?? "docker";

    public async Task<Launch> PlanAsync(IResource resource, CancellationToken cancellationToken)
    {
        var variables = await VariablesAsync(resource, cancellationToken);
        var arguments = await ArgumentsAsync(resource, cancellationToken);
        switch (resource)
        {
            case ProjectResource:
                var project = resource.Annotations.OfType<IProjectMetadata>().Single().ProjectPath;
                return new Launch("dotnet", [OutputOf(project), .. arguments], Path.GetDirectoryName(project)!, Inherited(variables));
            case ExecutableResource executable:
                return new Launch(executable.Command, arguments, executable.WorkingDirectory, Inherited(variables));
            case ContainerResource:
                var name = $"{resource.Name}-{Guid.NewGuid():N}"[..(resource.Name.Length + 9)];
                return new Launch(
                    ContainerEngine, RunContainer(resource, name, variables, arguments), Environment.CurrentDirectory, Inherited([]), name);
            default:
                throw new NotSupportedException($"A {resource.GetType().Name} cannot be run by this stand-in.");
        }
    }

    public async Task<Dictionary<string, string>> VariablesAsync(IResource resource, CancellationToken cancellationToken)
    {
        var context = new EnvironmentCallbackContext(executionContext, resource, cancellationToken: cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        Dictionary<string, string> variables = [];
        foreach (var (name, value) in context.EnvironmentVariables)
        {
            variables[name] = await TextAsync(value, cancellationToken);
        }

        return variables;
    }

    private static async Task<List<string>> ArgumentsAsync(IResource resource, CancellationToken cancellationToken)
    {
        var context = new CommandLineArgsCallbackContext([], cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        List<string> arguments = [];
        foreach (var argument in context.Args)
        {
            arguments.Add(await TextAsync(argument, cancellationToken));
        }

        return arguments;
    }

    private static async Task<string> TextAsync(object value, CancellationToken cancellationToken) => value is IValueProvider provider
        ? await provider.GetValueAsync(cancellationToken) ?? string.Empty
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;

    private static Dictionary<string, string> Inherited(Dictionary<string, string> variables)
    {
        Dictionary<string, string> all = [];
        foreach (DictionaryEntry inherited in Environment.GetEnvironmentVariables())
        {
            all[(string)inherited.Key] = (string?)inherited.Value ?? string.Empty;
        }

        foreach (var name in _notInherited)
        {
            all.Remove(name);
        }

        foreach (var (name, value) in variables)
        {
            all[name] = value;
        }

        return all;
    }

    private static List<string> RunContainer(IResource resource, string name, Dictionary<string, string> variables, List<string> arguments)
    {
        List<string> command = ["run", "--rm", "--name", name];
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            command.AddRange(["-p", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{endpoint.AllocatedEndpoint!.Port}:{endpoint.TargetPort}")]);
        }

        foreach (var mount in resource.Annotations.OfType<ContainerMountAnnotation>())
        {
            var type = mount.Type == ContainerMountType.BindMount ? "bind" : "volume";
            var source = mount.Source is null ? string.Empty : $",source={mount.Source}";
            command.AddRange(["--mount", $"type={type}{source},target={mount.Target}{(mount.IsReadOnly ? ",readonly" : string.Empty)}"]);
        }

        foreach (var (variable, value) in variables)
        {
            command.AddRange(["-e", $"{variable}={value}"]);
        }

        var image = resource.Annotations.OfType<ContainerImageAnnotation>().Last();
        return [.. command, image.Tag is null ? image.Image : $"{image.Image}:{image.Tag}", .. arguments];
    }

    /// <summary>The built program of a referenced project, as the AppHost's build noted it.</summary>
    private string OutputOf(string projectPath) => options.Assembly?.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(attribute => attribute.Key == $"standin-output:{projectPath}")?.Value
        ?? throw new DistributedApplicationException($"The project '{projectPath}' is not among the AppHost's project references.");
}
