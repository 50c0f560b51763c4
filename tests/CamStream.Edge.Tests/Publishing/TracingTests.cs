using System.Diagnostics;
using CamStream.Testing;

namespace CamStream.Edge.Publishing;

public sealed class TracingTests
{
    [Fact]
    public async Task A_sampled_frame_carries_the_context_of_its_publish_span_whose_parent_is_its_capture()
    {
        var spans = new System.Collections.Concurrent.ConcurrentDictionary<string, Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "CamStream.Edge",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => spans[span.Id!] = span,
        };
        ActivitySource.AddActivityListener(listener);
        await using var broker = await Mosquitto.StartAsync();
        await using var server = await Listener.ConnectAsync(broker);
        await using var agent = await TestAgent.StartAsync(broker);

        var (traced, plain) = (0, 0);
        while (traced < 2 || plain == 0)
        {
            using var frame = await server.FrameAsync();
            if (frame.Header.TraceParent is not { } context)
            {
                plain++;
                continue;
            }
            traced++;
            while (!spans.ContainsKey(context)) await Task.Delay(5, TestContext.Current.CancellationToken); // it ends with the acknowledgement
            var publish = spans[context];
            publish.OperationName.ShouldBe("publish");
            publish.Kind.ShouldBe(ActivityKind.Producer);
            var capture = spans[publish.ParentId!];
            capture.OperationName.ShouldBe("capture");
            capture.ParentId.ShouldBeNull();
            capture.StartTimeUtc.ShouldBe(frame.Header.Captured.UtcDateTime, TimeSpan.FromMilliseconds(1));
        }
    }
}
