using System.Globalization;
using System.Net.Http.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using CamStream.Accounts;
using CamStream.AppHost.Launch;
using CamStream.Bench.Processes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace CamStream.Bench.Running;

/// <summary>
/// The whole system, started by its AppHost, with the bench's cameras; stopped when disposed.
/// </summary>
internal sealed class MeasuredSystem : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan _period = TimeSpan.FromMilliseconds(250);

    private readonly DistributedApplication _application;
    private readonly DirectoryInfo _accounts;
    private readonly HttpClient _gateway;

    private MeasuredSystem(DistributedApplication application, DirectoryInfo accounts, ProcessMark mark)
    {
        (_application, _accounts, Mark) = (application, accounts, mark);
        Page = application.GetEndpoint("gateway", "http");
        _gateway = new HttpClient { BaseAddress = Page, Timeout = TimeSpan.FromSeconds(5) };
    }

    /// <summary>The page's URL.</summary>
    public Uri Page { get; }

    /// <summary>Finds the system's processes.</summary>
    public ProcessMark Mark { get; }

    /// <summary>Starts the system, and waits for a picture of every camera.</summary>
    /// <param name="cameras">The cameras.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <param name="otlp">Where telemetry goes, over HTTP, or <c>none</c>.</param>
    /// <param name="settings">
    /// Further environment variables of every process.
    /// </param>
    public static async Task<MeasuredSystem> StartAsync(
        IReadOnlyList<BenchCamera> cameras,
        CancellationToken cancellation,
        string otlp = "none",
        IReadOnlyDictionary<string, string>? settings = null
    )
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_patience);
        var mark = new ProcessMark();
        var accounts = Directory.CreateTempSubdirectory("camstream-accounts-");
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.CamStream_AppHost>(
            ["--Cameras=0", "--Port=0", "--Broker=local", $"--Otlp={otlp}", $"--Accounts={accounts}"],
            patience.Token
        );
        // Services are unhealthy while they start; do not report that.
        builder.Services.AddLogging(logging =>
            logging
                .AddFilter<ConsoleLoggerProvider>("", LogLevel.Warning)
                .AddFilter<ConsoleLoggerProvider>("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)
        );
        // The AppHost configures its own services the same way.
        var (endpoint, protocol) = otlp == "none" ? ("", "") : (otlp, "http/protobuf");
        foreach (var camera in cameras)
        {
            Add(camera, builder, new AccountsFolder(accounts.FullName).AddCamera(camera.Id))
                .WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)
                .WithEnvironment("OTEL_EXPORTER_OTLP_PROTOCOL", protocol);
        }
        foreach (var resource in builder.Resources.OfType<IResourceWithEnvironment>())
        {
            var process = builder
                .CreateResourceBuilder(resource)
                .WithEnvironment(ProcessMark.Variable, mark.For(resource.Name));
            foreach (var (name, value) in settings ?? new Dictionary<string, string>())
                process.WithEnvironment(name, value);
        }

        var application = await builder.BuildAsync(patience.Token);
        try
        {
            await application.StartAsync(patience.Token);
            await application.ResourceNotifications.WaitForResourceHealthyAsync("gateway", patience.Token);
            var system = new MeasuredSystem(application, accounts, mark);
            foreach (var camera in cameras)
                await system.WaitForPictureAsync(camera.Id, patience.Token);
            return system;
        }
        catch
        {
            await application.DisposeAsync();
            accounts.Delete(recursive: true);
            throw;
        }
    }

    public async Task<CameraCounts> CountAsync(CancellationToken cancellation) =>
        await _gateway.GetFromJsonAsync<CameraCounts>("api/cameras", cancellation)
        ?? throw new InvalidOperationException("The Gateway returned no list of cameras.");

    /// <summary>The sampled frames of a camera, from the Gateway.</summary>
    public async Task<IReadOnlyList<TracedFrame>> TracedAsync(string camera, CancellationToken cancellation) =>
        (await _gateway.GetFromJsonAsync<TracedFrames>($"api/cameras/{camera}/latency", cancellation))?.History ?? [];

    public async ValueTask DisposeAsync()
    {
        _gateway.Dispose();
        await _application.DisposeAsync();
        _accounts.Delete(recursive: true);
    }

    private static IResourceBuilder<ProjectResource> Add(
        BenchCamera camera,
        IDistributedApplicationTestingBuilder builder,
        string password
    )
    {
        var broker = builder.CreateResourceBuilder(
            (IResourceWithEndpoints)builder.Resources.Single(resource => resource.Name == "mqtt")
        );
        var endpoint = broker.GetEndpoint("mqtt");
        return builder
            .AddProject<Projects.CamStream_Edge>($"camera-{camera.Id}", launchProfileName: null)
            .AsBuilt()
            .WithEnvironment("Edge__Camera", camera.Id)
            .WithEnvironment("Edge__Source", camera.Stills is null ? "pattern" : "file")
            .WithEnvironment("Edge__File", camera.Stills)
            .WithEnvironment("Edge__Width", camera.Width.ToString(CultureInfo.InvariantCulture))
            .WithEnvironment("Edge__Height", camera.Height.ToString(CultureInfo.InvariantCulture))
            .WithEnvironment("Edge__FramesPerSecond", camera.FramesPerSecond.ToString(CultureInfo.InvariantCulture))
            .WithEnvironment("Edge__Phase", camera.Phase?.ToString(CultureInfo.InvariantCulture))
            .WithEnvironment("Edge__Quality", camera.Quality.ToString(CultureInfo.InvariantCulture))
            .WithEnvironment("Mqtt__Host", endpoint.Property(EndpointProperty.Host))
            .WithEnvironment("Mqtt__Port", endpoint.Property(EndpointProperty.Port))
            .WithEnvironment("Mqtt__Password", password)
            .WaitFor(broker);
    }

    private async Task WaitForPictureAsync(string camera, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(_period);
        try
        {
            while (!await IsPlayableAsync(camera, cancellation))
                await timer.WaitForNextTickAsync(cancellation);
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"There is no picture of {camera}.", late);
        }
    }

    private async Task<bool> IsPlayableAsync(string camera, CancellationToken cancellation)
    {
        try
        {
            var playlist = await _gateway.GetStringAsync(
                new Uri($"hls/{camera}/live.m3u8", UriKind.Relative),
                cancellation
            );
            return playlist.Contains("#EXT-X-PART:", StringComparison.Ordinal);
        }
        catch (Exception failure)
            when (failure is HttpRequestException
                || (failure is TaskCanceledException && !cancellation.IsCancellationRequested)
            )
        {
            return false; // not yet
        }
    }
}
