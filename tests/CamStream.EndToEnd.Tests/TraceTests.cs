using System.Diagnostics;
using CamStream.Testing.Browser;
using CamStream.Testing.Otlp;

namespace CamStream.EndToEnd;

[Collection<SmallTests>]
public class TraceTests(SmallSystem small) : SharedSystemTests(small)
{
    private const string Camera = "pattern-1";
    private const int Wanted = 5;

    // From shutter to screen. Each span is the child of the previous one, and starts when that has
    // passed the frame on.
    private static readonly Hop[] _way =
    [
        new("capture", $"camera-{Camera}", ActivityKind.Internal, ["camstream.frame.size"]),
        new(
            "publish",
            $"camera-{Camera}",
            ActivityKind.Producer,
            [
                "messaging.system",
                "messaging.operation.name",
                "messaging.operation.type",
                "messaging.destination.name",
                "messaging.destination.template",
                "messaging.message.body.size",
                "server.address",
                "server.port",
            ]
        ),
        new(
            "receive",
            "ingest",
            ActivityKind.Consumer,
            [
                "messaging.system",
                "messaging.operation.name",
                "messaging.operation.type",
                "messaging.destination.name",
                "messaging.destination.template",
                "messaging.consumer.group.name",
                "camstream.clock.offset",
            ]
        ),
        new("forward", "ingest", ActivityKind.Client, ["camstream.encoder.name", "server.address", "server.port"]),
        new("encode", "encoder-0", ActivityKind.Server, []),
        new("package", "encoder-0", ActivityKind.Internal, ["camstream.hls.msn", "camstream.hls.part"]),
        new(
            "deliver",
            "gateway",
            ActivityKind.Server,
            ["http.request.method", "url.scheme", "url.path", "http.response.status_code"]
        ),
        new("render", "page", ActivityKind.Client, ["camstream.viewer.clock.offset"]),
    ];

    [Fact]
    public async Task A_sampled_frame_has_one_trace_from_shutter_to_screen()
    {
        var collector = small.Collector;
        await using var browser = await Chromium.StartAsync();
        var wall = await Wall.OpenAsync(browser, System);
        await wall.UntilAsync(Camera, "live");
        var begun = TimeProvider.System.GetUtcNow();
        await Wait.ForAsync(
            $"{Wanted} frames on screen",
            cancellation => collector.UntilAsync(received => Rendered(received, begun).Count >= Wanted, cancellation)
        );
        await System.StopAsync($"camera-{Camera}");
        await collector.DrainedAsync();

        Rendered(collector, begun).ForEach(ShouldBeTheWholeWay);
    }

    /// <summary>Every lost frame has a span with its outcome.</summary>
    [Fact]
    public async Task The_trace_of_a_frame_ends_where_the_frame_ends()
    {
        var collector = small.Collector;
        // So that a listener exists from the first frame on.
        await System.StopAsync($"camera-{Camera}");
        var begun = TimeProvider.System.GetUtcNow();
        await System.StartAsync($"camera-{Camera}");

        await PackagedAsync(Wanted);
        await System.StopAsync("encoder-0");
        await Wait.ForAsync(
            "a frame that is lost",
            cancellation =>
                collector.UntilAsync(
                    received => received.Spans.Any(span => Outcome(span) is not null && span.Start > begun),
                    cancellation
                )
        );
        await System.StartAsync("encoder-0");
        await PackagedAsync(2 * Wanted);
        await System.StopAsync($"camera-{Camera}");
        await collector.DrainedAsync();

        var traces = FramesOf(collector).FindAll(trace => trace[0].Start > begun);
        traces.ForEach(ShouldBeWhole);
        traces.ForEach(trace =>
            trace.Where(span => Outcome(span) is not null).ShouldAllBe(span => span.Status == ActivityStatusCode.Error)
        );
        var cut = traces.FindAll(trace => !trace.Any(span => span.Name == "package" || Outcome(span) is not null));
        cut.ShouldBeEmpty(string.Join("\n\n", cut.Select(Text)));

        Task PackagedAsync(int frames) =>
            Wait.ForAsync(
                $"{frames} frames in parts",
                cancellation =>
                    collector.UntilAsync(
                        received =>
                            received.Spans.Count(span => span.Name == "package" && span.Start > begun) >= frames,
                        cancellation
                    )
            );
    }

    private static void ShouldBeTheWholeWay(IReadOnlyList<OtlpSpan> trace)
    {
        ShouldBeWhole(trace);
        trace
            .Select(span => (span.Name, span.Service, span.Kind))
            .ShouldBe(_way.Select(hop => (hop.Name, hop.Service, hop.Kind)), Text(trace));
        for (var index = 0; index < _way.Length; index++)
        {
            foreach (var attribute in _way[index].Attributes)
                trace[index].Attributes.Keys.ShouldContain(attribute, Text(trace));
            if (index == 0)
                continue;
            trace[index].ParentId.ShouldBe(trace[index - 1].SpanId, Text(trace));
            trace[index].StartNanoseconds.ShouldBeGreaterThanOrEqualTo(trace[index - 1].StartNanoseconds, Text(trace));
        }
        trace.ShouldAllBe(span =>
            span.EndNanoseconds >= span.StartNanoseconds && span.Status != ActivityStatusCode.Error
        );
    }

    /// <summary>Checks for one root, no orphan, and no span of another camera or frame.</summary>
    private static void ShouldBeWhole(IReadOnlyList<OtlpSpan> trace)
    {
        trace.Where(span => span.ParentId.Length == 0).Select(span => span.Name).ShouldBe(["capture"], Text(trace));
        var ids = trace.Select(span => span.SpanId).ToHashSet();
        ids.Count.ShouldBe(trace.Count, Text(trace));
        trace.Where(span => span.ParentId.Length > 0).ShouldAllBe(span => ids.Contains(span.ParentId), Text(trace));
        trace.ShouldAllBe(
            span => Equals(span.Attributes.GetValueOrDefault("camstream.camera.id"), Camera),
            Text(trace)
        );
        trace
            .Select(span => span.Attributes.GetValueOrDefault("camstream.frame.sequence"))
            .Distinct()
            .ShouldHaveSingleItem(Text(trace))
            .ShouldBeOfType<long>();
    }

    // Only frames captured since then.
    private static List<IReadOnlyList<OtlpSpan>> Rendered(OtlpReceiver received, DateTimeOffset begun) =>
        FramesOf(received)
            .FindAll(trace =>
                trace[0].Name == "capture" && trace[0].Start > begun && trace.Any(span => span.Name == "render")
            );

    /// <summary>The traces of frames, each in the order of the stages.</summary>
    private static List<IReadOnlyList<OtlpSpan>> FramesOf(OtlpReceiver received) =>
        [
            .. received
                .Spans.GroupBy(span => span.TraceId)
                .Select(trace => trace.OrderBy(span => Array.FindIndex(_way, hop => hop.Name == span.Name)).ToList())
                .Where(trace => trace.Any(span => _way.Any(hop => hop.Name == span.Name))),
        ];

    private static object? Outcome(OtlpSpan span) => span.Attributes.GetValueOrDefault("camstream.frame.outcome");

    private static string Text(IReadOnlyList<OtlpSpan> trace) =>
        string.Join(
            '\n',
            trace.Select(span =>
                $"{span.StartNanoseconds} +{(span.EndNanoseconds - span.StartNanoseconds) / 1000} µs "
                + $"{span.Service} {span.Name} {span.Kind} {span.SpanId} in {span.ParentId} "
                + $"{span.Status} {string.Join(' ', span.Attributes)}"
            )
        );

    /// <summary>An expected span.</summary>
    /// <param name="Name">The span's name.</param>
    /// <param name="Service">The service that records it.</param>
    /// <param name="Kind">The span's kind.</param>
    /// <param name="Attributes">
    /// The names of its attributes, besides camera id and frame sequence.
    /// </param>
    private sealed record Hop(string Name, string Service, ActivityKind Kind, string[] Attributes);
}
