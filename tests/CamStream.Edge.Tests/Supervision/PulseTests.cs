using CamStream.Edge.Publishing;
using CamStream.Edge.Sources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace CamStream.Edge.Supervision;

/// <summary>The loops of the camera agent that can hang.</summary>
public sealed class PulseTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_source_that_does_not_stop_is_noticed()
    {
        var source = new HangingSource();
        using var host = Agent(source);
        var capturing = host.Services.GetRequiredService<Pulses>().Capturing;
        await host.StartAsync(TestContext.Current.CancellationToken);
        await source.StartedAsync();

        // Five seconds without a frame, then half a minute to end.
        for (var seconds = 0; !capturing.IsOverdue; seconds++)
        {
            seconds.ShouldBeLessThan(70); // the hang counts from when it is seen
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task A_status_that_is_never_answered_is_noticed()
    {
        using var host = Agent(new HangingSource());
        var publishing = host.Services.GetRequiredService<Pulses>().Publishing;
        using var ending = new CancellationTokenSource();
        var telling = host
            .Services.GetRequiredService<StatusPublisher>()
            .RunAsync(SilentClient.Connect(), ending.Token);

        _time.Advance(TimeSpan.FromSeconds(35));
        publishing.IsOverdue.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));
        publishing.IsOverdue.ShouldBeTrue();

        await ending.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(telling);
    }

    private IHost Agent(HangingSource source)
    {
        var builder = EdgeHost.CreateBuilder([
            "--Edge:Camera=porch",
            "--Mqtt:Port=1",
            "--Logging:LogLevel:Default=None",
        ]);
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddSingleton<ICameraSource>(source);
        return builder.Build();
    }
}
