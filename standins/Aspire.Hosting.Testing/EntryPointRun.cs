using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>One run of an AppHost's entry point on a thread of its own, held where it builds until the test says so.</summary>
internal sealed class EntryPointRun : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly Assembly _assembly;
    private readonly string[] _args;
    private readonly TaskCompletionSource<DistributedApplicationBuilder> _builder = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DistributedApplication> _application = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _goOn = new(0);
    private bool _isDisposed;

    public EntryPointRun(Assembly assembly, string[] args)
    {
        _assembly = assembly;
        _args = args;
        new Thread(Invoke) { IsBackground = true, Name = $"{assembly.GetName().Name}.EntryPoint" }.Start();
    }

    public Task<DistributedApplicationBuilder> Builder => _builder.Task;

    public Task Started => _started.Task;

    public Task Exited => _exited.Task;

    public Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken)
    {
        _goOn.Release();
        return _application.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        Fail(new ObjectDisposedException(nameof(DistributedApplication)));
        _goOn.Release();
        if (_application.Task is { IsCompletedSuccessfully: true, Result: var application })
        {
            application.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            await _exited.Task.WaitAsync(_patience).ContinueWith(_ => { }, TaskScheduler.Default);
            await application.DisposeAsync();
        }
    }

    private void Invoke()
    {
        BuilderHooks.Current = new BuilderHooks { Constructing = Configure, Building = Hold, Built = OnBuilt };
        try
        {
            var entryPoint = _assembly.EntryPoint ?? throw new InvalidOperationException($"Assembly {_assembly} does not have an entry point.");
            entryPoint.Invoke(null, entryPoint.GetParameters().Length == 0 ? [] : [_args]);
            Fail(new InvalidOperationException($"The entry point exited without building a {nameof(DistributedApplication)}."));
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } inner)
        {
            Fail(inner);
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
        finally
        {
            _exited.TrySetResult();
        }
    }

    private void Configure(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
        options.Args = settings.Args = _args;
        options.AssemblyName = settings.ApplicationName = _assembly.GetName().Name;
        options.DisableDashboard = true;
        options.EnableResourceLogging = true;
        settings.ContentRootPath = options.ProjectDirectory;
        settings.Configuration ??= new ConfigurationManager();
        var defaults = LaunchSettings.Read(options.ProjectDirectory);
        defaults.TryAdd("DcpPublisher:RandomizePorts", "true");
        settings.Configuration.AddInMemoryCollection(defaults);
    }

    private void Hold(DistributedApplicationBuilder builder)
    {
        _builder.TrySetResult(builder);
        _goOn.Wait();
        if (_isDisposed)
        {
            throw new OperationCanceledException("The test ended before it built the application.");
        }
    }

    private void OnBuilt(DistributedApplication application)
    {
        application.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(() => _started.TrySetResult());
        _application.TrySetResult(application);
    }

    private void Fail(Exception exception)
    {
        _builder.TrySetException(exception);
        _application.TrySetException(exception);
        _started.TrySetException(exception);

        _ = (_builder.Task.Exception, _application.Task.Exception, _started.Task.Exception); // seen: a test need not await all of them
    }
}
