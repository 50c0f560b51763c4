using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;
using Aspire.Hosting.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

public class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private static readonly Dictionary<string, string> _switches = new()
    {
        ["--operation"] = "AppHost:Operation",
        ["--publisher"] = "Publishing:Publisher",
        ["--output-path"] = "Pipeline:OutputPath",
    };

    private readonly HostApplicationBuilder _inner;

    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);

        var configuration = new ConfigurationManager();
        configuration.AddEnvironmentVariables("ASPIRE_");
        var settings = new HostApplicationBuilderSettings { Args = options.Args, Configuration = configuration };
        BuilderHooks.Current?.Constructing(options, settings);
        _inner = new HostApplicationBuilder(settings);
        _inner.Configuration.AddCommandLine(options.Args ?? [], _switches);

        AppHostAssembly = options.Assembly;
        AppHostDirectory = options.ProjectDirectory ?? _inner.Environment.ContentRootPath;
        ExecutionContext = new DistributedApplicationExecutionContext(Operation);

        _inner.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        _inner.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        _inner.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        _inner.Logging.AddConfiguration(_inner.Configuration.GetSection("Logging"));

        _inner.Services.AddSingleton(TimeProvider.System);
        _inner.Services.AddSingleton(options);
        _inner.Services.AddSingleton(ExecutionContext);
        _inner.Services.AddSingleton(new DistributedApplicationModel(Resources));
        _inner.Services.AddSingleton(services => new ResourceNotificationService(services));
        _inner.Services.AddHealthChecks();
        _inner.Services.AddHttpClient();
        if (ExecutionContext.IsRunMode)
        {
            _inner.Services.AddLocalRunner();
        }
        else
        {
            _inner.Services.AddHostedService<ManifestPublisher>();
        }
    }

    public ConfigurationManager Configuration => _inner.Configuration;

    public string AppHostDirectory { get; }

    public Assembly? AppHostAssembly { get; }

    public IHostEnvironment Environment => _inner.Environment;

    public IServiceCollection Services => _inner.Services;

    public DistributedApplicationExecutionContext ExecutionContext { get; }

    public IResourceCollection Resources { get; } = new ResourceCollection();

    private DistributedApplicationOperation Operation => Configuration["AppHost:Operation"]?.ToUpperInvariant() switch
    {
        null => Configuration["Publishing:Publisher"] is null ? DistributedApplicationOperation.Run : DistributedApplicationOperation.Publish,
        "RUN" => DistributedApplicationOperation.Run,
        "PUBLISH" => DistributedApplicationOperation.Publish,
        _ => throw new DistributedApplicationException("Invalid operation specified. Valid operations are 'publish' or 'run'."),
    };

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        if (Resources.Any(other => string.Equals(other.Name, resource.Name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new DistributedApplicationException($"Cannot add resource of type '{resource.GetType()}' with name '{resource.Name}' because resource of that name already exists. Resource names are case-insensitive.");
        }

        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => new DistributedApplicationResourceBuilder<T>(this, resource);

    public DistributedApplication Build()
    {
        var hooks = BuilderHooks.Current;
        hooks?.Building(this);
        var application = new DistributedApplication(_inner.Build());
        hooks?.Built(application);
        return application;
    }
}
