using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using CamStream.Accounts;
using CamStream.AppHost.Launch;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CamStream.EndToEnd.Running;

/// <summary>
/// The whole system as the AppHost describes it, run by Aspire's orchestrator with real Mosquitto
/// and real ffmpeg; stopped when disposed.
/// </summary>
internal sealed class RunningSystem : IAsyncDisposable
{
    private const string CameraPrefix = "camera-";

    // The tests' own cameras that may sign in.
    private static readonly string[] _ownCameras = ["garden", "meadow", "orchard", "pond"];
    private static readonly TimeSpan _start = TimeSpan.FromMinutes(2);

    private readonly DistributedApplication _app;
    private readonly DirectoryInfo _accounts;

    private RunningSystem(DistributedApplication app, DirectoryInfo accounts)
    {
        (_app, _accounts) = (app, accounts);
        Page = app.GetEndpoint("gateway", "http");
        Http = new HttpClient { BaseAddress = Page, Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <summary>The password of all the tests' own cameras.</summary>
    public static string Password { get; } = NewPassword.Create();

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The page's URL.</summary>
    public Uri Page { get; }

    /// <summary>A client for requests to the Gateway.</summary>
    public HttpClient Http { get; }

    /// <summary>The broker's address.</summary>
    public Uri Broker => _app.GetEndpoint("mqtt", "mqtt");

    /// <summary>The broker's address with TLS.</summary>
    public Uri TlsBroker => _app.GetEndpoint("mqtt", "mqtts");

    /// <summary>The folder with the accounts of the tests' own cameras.</summary>
    public string Accounts => _accounts.FullName;

    /// <summary>The dashboard's sign-in page.</summary>
    public Uri DashboardLogin => new(AppHost.Announcement.DashboardLogin.Url(_app.Services)!);

    private ResourceNotificationService Resources => _app.ResourceNotifications;

    /// <summary>
    /// The names of the resources that the AppHost runs: broker, services and demo cameras.
    /// </summary>
    public string[] Programs =>
        [
            .. _app
                .Services.GetRequiredService<DistributedApplicationModel>()
                .Resources.Where(resource => resource is ProjectResource || resource.Name == "mqtt")
                .Select(resource => resource.Name),
        ];

    /// <param name="cameras">
    /// Demo cameras: <c>pattern-1</c>, <c>file-1</c>, <c>pattern-2</c> …
    /// </param>
    /// <param name="encoders">The number of encoders.</param>
    /// <param name="otlp">
    /// Where telemetry goes; null starts the dashboard and sends it there.
    /// </param>
    public static async Task<RunningSystem> StartAsync(int cameras, int encoders = 1, string? otlp = "none")
    {
        var accounts = Directory.CreateTempSubdirectory("camstream-accounts-");
        foreach (var camera in _ownCameras)
            new AccountsFolder(accounts.FullName).Passwords.Set(camera, Password);
        List<string> arguments =
        [
            $"--Cameras={cameras}",
            $"--Encoders={encoders}",
            "--Port=0",
            "--Broker=local",
            $"--Accounts={accounts}",
        ];
        if (otlp is not null)
            arguments.Add($"--Otlp={otlp}");
        DistributedApplication? app = null;
        try
        {
            return await Wait.ForAsync(
                "the system to start",
                async cancellation =>
                {
                    var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.CamStream_AppHost>(
                        [.. arguments],
                        (options, _) => options.DisableDashboard = otlp is not null,
                        cancellation
                    );
                    builder.Services.AddLogging(logging =>
                        logging.ClearProviders().Services.AddSingleton<ILoggerProvider, ResourceLogs>()
                    );
                    app = await builder.BuildAsync(cancellation);
                    await app.StartAsync(cancellation);
                    await app.ResourceNotifications.WaitForResourceHealthyAsync("gateway", cancellation);
                    await app.ResourceNotifications.WaitForResourceHealthyAsync("ingest", cancellation);
                    return new RunningSystem(app, accounts);
                },
                _start
            );
        }
        catch
        {
            if (app is not null)
                await app.DisposeAsync();
            accounts.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>Stops a resource as the dashboard does, and waits for its end.</summary>
    public async Task StopAsync(string resource)
    {
        await SucceedAsync(resource, KnownResourceCommands.StopCommand);
        await Wait.ForAsync(
            $"{resource} to end",
            cancellation => Resources.WaitForResourceAsync(resource, KnownResourceStates.TerminalStates, cancellation)
        );
    }

    /// <summary>Starts a resource that has ended.</summary>
    public Task StartAsync(string resource) => SucceedAsync(resource, KnownResourceCommands.StartCommand);

    /// <summary>Runs a resource's command.</summary>
    public Task<ExecuteCommandResult> RunAsync(
        string resource,
        string command,
        params IReadOnlyList<(string Name, string Value)> arguments
    )
    {
        var inputs = arguments.Select(argument => new InteractionInput
        {
            Name = argument.Name,
            Value = argument.Value,
            InputType = InputType.Text,
        });
        var given = new InteractionInputCollection([.. inputs]);
        return Wait.ForAsync(
            $"the command {command} of {resource}",
            cancellation => _app.ResourceCommands.ExecuteCommandAsync(resource, command, given, cancellation)
        );
    }

    /// <summary>The resource's state, as the orchestrator reports it to the dashboard.</summary>
    public CustomResourceSnapshot Snapshot(string resource) =>
        Resources.TryGetCurrentState(resource, out var current)
            ? current.Snapshot
            : throw new InvalidOperationException($"There is no resource {resource}.");

    /// <summary>The process of a resource, once it runs.</summary>
    public Task<ServiceProcess> ProcessAsync(string resource) =>
        Wait.ForAsync(
            $"the process of {resource}",
            async cancellation =>
            {
                var running = await Resources.WaitForResourceAsync(
                    resource,
                    now => LivingProcess(now.Snapshot) is not null,
                    cancellation
                );
                return LivingProcess(running.Snapshot)!;
            }
        );

    /// <summary>
    /// Restarts what a test has stopped, and waits until all is healthy and every demo camera has a
    /// picture.
    /// </summary>
    public async Task ReadyAsync()
    {
        foreach (var program in Programs)
        {
            if (Resources.TryGetCurrentState(program, out var now) && HasEnded(now.Snapshot))
                await StartAsync(program);
        }

        foreach (var program in Programs)
        {
            await Wait.ForAsync(
                $"{program} to be healthy",
                cancellation =>
                    Resources.WaitForResourceHealthyAsync(program, WaitBehavior.WaitOnResourceUnavailable, cancellation)
            );
        }

        foreach (var program in Programs.Where(program => program.StartsWith(CameraPrefix, StringComparison.Ordinal)))
        {
            var camera = program[CameraPrefix.Length..];
            await this.UntilStateAsync(camera, state => state == "live", "live");
            await this.PlaylistAsync(camera, segments: 0);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        try
        {
            await Wait.ForEndAsync(
                "the system to end",
                async cancellation =>
                {
                    await _app.StopAsync(cancellation);
                    await _app.DisposeAsync();
                },
                _start
            );
        }
        finally
        {
            _accounts.Delete(recursive: true);
        }
    }

    private async Task SucceedAsync(string resource, string command)
    {
        var result = await RunAsync(resource, command);
        result.Success.ShouldBeTrue($"{command} of {resource}: {result.Message}\n{ResourceLogs.Last}");
    }

    // The orchestrator notices a killed process a moment later.
    private static bool HasEnded(CustomResourceSnapshot snapshot) =>
        KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text)
        || (ResourceProcess.IdOf(snapshot) is not null && LivingProcess(snapshot) is null);

    private static ServiceProcess? LivingProcess(CustomResourceSnapshot snapshot) =>
        ResourceProcess.IdOf(snapshot) is { } id && new ServiceProcess(id) is { HasEnded: false } process
            ? process
            : null;
}
