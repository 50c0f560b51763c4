using System.Diagnostics.Metrics;
using CamStream.Frames;
using CamStream.Ingest.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace CamStream.Ingest.Intake;

public sealed class IntakeLogTests
{
    [Fact]
    public void Each_kind_of_problem_is_logged_once_a_second_with_its_count()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var time = new FakeTimeProvider();
        var written = new FakeLogger<IntakeLog>();
        var log = new IntakeLog(new IngestMetrics(services.GetRequiredService<IMeterFactory>()), time, written);
        var camera = CameraId.Parse("front-door");
        for (var second = 0; second < 2; second++)
        {
            for (var i = 0; i < 100; i++)
            {
                log.FrameRefused(camera, "jpeg", "no SOI");
                log.ClockJumped(camera, TimeSpan.FromSeconds(3.5));
            }
            time.Advance(TimeSpan.FromSeconds(1));
        }
        written
            .Collector.GetSnapshot()
            .Select(line => line.Message)
            .ShouldBe([
                "Refused (jpeg): no SOI (1 since the last such line)",
                "The clock of camera front-door was set to 3.500 s behind ours (1 since the last such line)",
                "Refused (jpeg): no SOI (100 since the last such line)",
                "The clock of camera front-door was set to 3.500 s behind ours (100 since the last such line)",
            ]);
    }
}
