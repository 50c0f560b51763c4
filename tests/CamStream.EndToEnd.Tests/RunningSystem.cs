using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using CamStream.Accounts;

namespace CamStream.EndToEnd;

/// <summary>The whole system as the AppHost describes it, with real Mosquitto and real ffmpeg; gone when disposed.</summary>
internal sealed class RunningSystem : IAsyncDisposable
{
    // Cameras of the tests' own that may sign in.
    private static readonly string[] _ownCameras = ["garden"];

    private readonly DistributedApplication _app;
    private readonly DirectoryInfo _accounts;

    private RunningSystem(DistributedApplication app, DirectoryInfo accounts)
    {
        (_app, _accounts) = (app, accounts);
        Page = app.GetEndpoint("gateway", "http");
        Http = new HttpClient { BaseAddress = Page, Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <summary>The password of every camera of the tests' own.</summary>
    public static string Password { get; } = NewPassword.Create();

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Where the page is.</summary>
    public Uri Page { get; }

    /// <summary>For requests to the Gateway.</summary>
    public HttpClient Http { get; }

    /// <param name="cameras">Demo cameras: <c>pattern-1</c>, <c>file-1</c>, <c>pattern-2</c> …</param>
    /// <param name="encoders">Encoders.</param>
    /// <param name="otlp">Where telemetry goes.</param>
    public static async Task<RunningSystem> StartAsync(int cameras, int encoders = 1, string otlp = "none")
    {
        var accounts = Directory.CreateTempSubdirectory("camstream-accounts-");
        foreach (var camera in _ownCameras) new AccountsFolder(accounts.FullName).Passwords.Set(camera, Password);
        string[] arguments = [$"--Cameras={cameras}", $"--Encoders={encoders}", "--Port=0", "--Broker=local", $"--Otlp={otlp}", $"--Accounts={accounts}"];
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.CamStream_AppHost>(arguments, Cancellation);
        var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("gateway", Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("ingest", Cancellation);
        return new RunningSystem(app, accounts);
    }

    public Task StopAsync(string resource) => CommandAsync(resource, KnownResourceCommands.StopCommand);

    public Task StartAsync(string resource) => CommandAsync(resource, KnownResourceCommands.StartCommand);

    /// <summary>The encoder that has a camera, once one has.</summary>
    public async Task<string> EncoderOfAsync(string camera)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            var view = await Http.GetFromJsonAsync<JsonElement>($"/api/cameras/{camera}", Cancellation);
            if (view.GetProperty("encoder").GetString() is { } encoder) return encoder;
            await timer.WaitForNextTickAsync(Cancellation);
        }
    }

    /// <summary>Where the broker listens.</summary>
    public Uri Broker => _app.GetEndpoint("mqtt", "mqtt");

    /// <summary>Where it listens with TLS.</summary>
    public Uri TlsBroker => _app.GetEndpoint("mqtt", "mqtts");

    /// <summary>The folder with the accounts of the tests' own cameras.</summary>
    public string Accounts => _accounts.FullName;

    /// <summary>The newest media playlist of a camera, once it lists at least <paramref name="segments"/> whole segments with media.</summary>
    public async Task<string> PlaylistAsync(string camera, int segments)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            using var answer = await Http.GetAsync($"/hls/{camera}/live.m3u8", Cancellation);
            if (answer.IsSuccessStatusCode)
            {
                var playlist = await answer.Content.ReadAsStringAsync(Cancellation);
                if (MediaPlaylist.Read(playlist).Segments.Count >= segments) return playlist;
            }
            await timer.WaitForNextTickAsync(Cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _accounts.Delete(recursive: true);
    }

    private async Task CommandAsync(string resource, string command)
    {
        var result = await _app.ResourceCommands.ExecuteCommandAsync(resource, command, Cancellation);
        result.Success.ShouldBeTrue(result.ToString());
    }
}
