using System.Diagnostics.Metrics;
using CamStream.Frames;
using CamStream.Ingest.Cameras;
using CamStream.Ingest.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CamStream.Ingest.Api;

public class CameraEventsTests
{
    [Fact]
    public async Task A_listener_that_does_not_read_is_disconnected_and_the_others_are_not()
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var registry = new CameraRegistry(
            Options.Create(new CameraOptions()),
            new IngestMetrics(services.GetRequiredService<IMeterFactory>()),
            TimeProvider.System
        );
        registry.TryGetOrAdd(CameraId.Parse("front-door"), out var camera).ShouldBeTrue();
        var events = new CameraEvents(registry, new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance));
        await using var lazy = events
            .ListenAsync(IngestFixture.Cancellation)
            .GetAsyncEnumerator(IngestFixture.Cancellation);
        await using var keen = events
            .ListenAsync(IngestFixture.Cancellation)
            .GetAsyncEnumerator(IngestFixture.Cancellation);
        (await lazy.MoveNextAsync()).ShouldBeTrue();
        (await keen.MoveNextAsync()).ShouldBeTrue();
        lazy.Current.EventType.ShouldBe("cameras");
        for (var change = 0; change < 1000; change++)
        {
            events.Changed(camera!);
            (await keen.MoveNextAsync()).ShouldBeTrue();
            keen.Current.EventType.ShouldBe("camera");
        }
        var waited = 0;
        while (await lazy.MoveNextAsync())
            waited++;
        waited.ShouldBe(512);
    }
}
