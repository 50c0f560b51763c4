using System.Diagnostics.Metrics;
using CamStream.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace CamStream.Gateway;

/// <summary>
/// The gateway on a free port, between two encoders and an Ingest that a test scripts.
/// </summary>
internal sealed class GatewayFixture : WebApplicationFactory<Program>
{
    private readonly Dictionary<string, string> _settings;
    private readonly TimeProvider _time;
    private MetricCollector<long> _requests = null!;

    private GatewayFixture(Origin[] encoders, Origin ingest, Dictionary<string, string> settings, TimeProvider time)
    {
        _time = time;
        Encoders = encoders;
        Ingest = ingest;
        _settings = settings;
    }

    /// <summary>Ranked as for the camera <c>door</c>.</summary>
    public Origin[] Encoders { get; }

    public Origin Ingest { get; }

    public HttpClient Client { get; private set; } = null!;

    public static Task<GatewayFixture> StartAsync(params (string Name, string Value)[] settings) =>
        StartAsync(TimeProvider.System, settings);

    public static async Task<GatewayFixture> StartAsync(
        TimeProvider time,
        params (string Name, string Value)[] settings
    )
    {
        var names = Frames.Encoders.EncoderMap.Rank(
            Frames.CameraId.Parse("door"),
            ["encoder-0", "encoder-1"],
            name => name
        );
        Origin[] encoders = [await Origin.StartAsync(), await Origin.StartAsync()];
        var ingest = await Origin.StartAsync();
        var all = settings.ToDictionary(setting => setting.Name, setting => setting.Value);
        all[$"services:{names[0]}:http:0"] = encoders[0].Address;
        all[$"services:{names[1]}:http:0"] = encoders[1].Address;
        all["services:ingest:http:0"] = ingest.Address;
        // On a busy machine a late probe would change the ranking. Tests find dead encoders by
        // asking them.
        all.TryAdd("Gateway:ProbeMilliseconds", "60000");

        var gateway = new GatewayFixture(encoders, ingest, all, time);
        gateway.UseKestrel();
        gateway.StartServer();
        gateway.Client = gateway.CreateClient();
        gateway._requests = gateway.Collect<long>("camstream.gateway.requests");
        return gateway;
    }

    public MetricCollector<T> Collect<T>(string instrument)
        where T : struct => new(Services.GetRequiredService<IMeterFactory>(), "CamStream.Gateway", instrument);

    /// <summary>How many requests for media were answered from a source; null for any.</summary>
    public long Count(string? source = null) =>
        _requests
            .Observe()
            .Where(measured => source is null || Equals(measured.Tags["camstream.source"], source))
            .Sum(measured => measured.Value);

    /// <summary>Waits for so many requests.</summary>
    public async Task RequestedAsync(int requests)
    {
        while (Count() < requests)
            await Task.Delay(1, TestContext.Current.CancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _requests.Dispose();
        foreach (var origin in Encoders)
            await origin.DisposeAsync();
        await Ingest.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // UseKestrel(0) would set the port when the program may already have started its server.
        builder.UseUrls("http://127.0.0.1:0");
        foreach (var (name, value) in _settings)
            builder.UseSetting(name, value);
        builder.ConfigureTestServices(services => services.AddSingleton(_time));
    }
}
