using System.Diagnostics.Metrics;
using CamStream.Frames;
using CamStream.Frames.Telemetry;
using CamStream.Gateway.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CamStream.Gateway.Latency;

public sealed class DeliveriesTests : IDisposable
{
    private static readonly CameraId _door = CameraId.Parse("door");
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _services.Dispose();

    [Fact]
    public void A_viewer_that_left_has_not_got_the_frame()
    {
        var (memory, deliveries) = Create();
        using var left = new CancellationTokenSource();
        left.Cancel();

        deliveries.End(
            new DefaultHttpContext { Request = { Method = "GET" }, RequestAborted = left.Token },
            _door,
            Frames(),
            deliveries.Begin()
        );

        memory.TryGet(_door, out _).ShouldBeFalse();
    }

    [Fact]
    public void A_range_of_a_part_does_not_deliver_its_frames()
    {
        var (memory, deliveries) = Create();

        deliveries.End(
            new DefaultHttpContext { Request = { Method = "GET" }, Response = { StatusCode = 206 } },
            _door,
            Frames(),
            deliveries.Begin()
        );

        memory.TryGet(_door, out _).ShouldBeFalse();
    }

    private TracedFrame[] Frames() => [new FrameOnItsWay(_time.GetUtcNow() - FrameOnItsWay.ToPackage).Traced()];

    private (LatencyMemory Memory, Deliveries Deliveries) Create()
    {
        var memory = new LatencyMemory(_time);
        var meters = _services.GetRequiredService<IMeterFactory>();
        return (memory, new Deliveries(memory, new GatewayMetrics(meters, new ViewerEstimate(_time)), _time));
    }
}
