using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CamStream.Encoder.FFmpeg;
using CamStream.Encoder.Hls;
using CamStream.Encoder.Telemetry;
using CamStream.Encoder.Timeline;
using CamStream.Frames;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CamStream.Encoder.Pipeline;

/// <summary>
/// A pipeline with scripted encoders and a clock that stands still, at the start of a segment.
/// </summary>
internal sealed class PipelineFixture : IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MetricCollector<long> _frames,
        _restarts;
    private readonly CameraPipelineFactory _factory;

    public PipelineFixture(PipelineOptions? options = null, TimelineOptions? timeline = null, TimeSpan before = default)
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        _frames = new MetricCollector<long>(meters, EncoderMetrics.MeterName, "camstream.frames");
        _restarts = new MetricCollector<long>(meters, EncoderMetrics.MeterName, "camstream.encoder.restarts");
        Time = new FakeTimeProvider(Arrivals.Origin.ToUtc());
        var metrics = new EncoderMetrics(meters);
        _factory = new CameraPipelineFactory(
            Options.Create(timeline ?? new TimelineOptions()),
            Options.Create(options ?? new PipelineOptions { QueueCapacity = 64 }),
            Options.Create(new HlsOptions()),
            Start,
            new FrameOutcomes(metrics, Time),
            metrics,
            Time,
            NullLogger<CameraPipeline>.Instance
        );
        Pipeline = _factory.Create(Camera, before);
    }

    public static CameraId Camera { get; } = CameraId.Parse("porch");

    public FakeTimeProvider Time { get; }

    public CameraPipeline Pipeline { get; }

    public ConcurrentQueue<ScriptedEncoder> Encoders { get; } = [];

    public int Added { get; private set; }

    /// <summary>How long the encoder takes for a picture, by the clock.</summary>
    public int DelayMilliseconds { get; set; }

    public int Restarts => _restarts.GetMeasurementSnapshot().Count;

    /// <summary>The outcomes of the frames, in the order in which they were counted.</summary>
    public List<string> Outcomes =>
        [
            .. _frames
                .GetMeasurementSnapshot()
                .SelectMany(m => Enumerable.Repeat((string)m.Tags["camstream.frame.outcome"]!, (int)m.Value)),
        ];

    public IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public IReadOnlyList<LiveSegment> Segments => Pipeline.Live.Current.Segments;

    public IReadOnlyList<DateRange> Ranges => Pipeline.Live.Current.DateRanges;

    public MediaTime Now => MediaTime.FromUtc(Time.GetUtcNow());

    /// <summary>
    /// Adds a frame at its time of arrival; or, with a clock that stands still, before the pipeline
    /// notices its deadlines.
    /// </summary>
    public void Add(
        FrameArrival arrival,
        string script = "ok",
        bool clockStands = false,
        string? traceParent = null,
        FrameTimes? times = null
    )
    {
        var now = arrival.Arrived.ToUtc();
        if (now > Time.GetUtcNow() && !clockStands)
            Time.SetUtcNow(now);
        var header = new FrameHeader(arrival.Boot, arrival.Sequence, arrival.Captured.ToUtc(), traceParent, times);
        var frame = Frame.Copy(Camera, header, ScriptedEncoder.Jpeg(script));
        frame.Arrived = now;
        frame.Picture = new PictureSize(arrival.Width, arrival.Height);
        Added++;
        Pipeline.Add(frame);
    }

    public void Add(IEnumerable<FrameArrival> arrivals)
    {
        foreach (var arrival in arrivals)
            Add(arrival);
    }

    /// <summary>Waits until a part is published; the clock stands still.</summary>
    public async Task PublishedAsync(long msn, int part) =>
        (
            await Pipeline.Live.WaitAsync(
                w => w.Find(msn) is { } segment && (segment.IsClosed || segment.Part(part) is not null),
                TimeSpan.FromDays(1),
                TestContext.Current.CancellationToken
            )
        )
            .ShouldNotBeNull()
            .HasEnded.ShouldBeFalse();

    public async ValueTask DisposeAsync()
    {
        await Pipeline.DisposeAsync();
        Encoders.ShouldAllBe(e => e.IsDisposed);
        Outcomes.Count.ShouldBe(Added, "every frame is counted once");
        await _services.DisposeAsync();
    }

    /// <summary>The first segment's part.</summary>
    public MediaPart Part(int index) =>
        Segments.Single(s => s.Msn == Arrivals.Grid.MsnAt(Arrivals.Origin)).Part(index).ShouldNotBeNull();

    /// <summary>Waits until a frame's picture has come out.</summary>
    public Task EncodedAsync(FrameArrival arrival) =>
        TimeTravel.UntilAsync(() => Pipeline.Latest.Frame?.Header.Sequence == arrival.Sequence);

    private ScriptedEncoder Start(H264Session session)
    {
        var encoder = new ScriptedEncoder(session)
        {
            Encodes = () => Time.Advance(TimeSpan.FromMilliseconds(DelayMilliseconds)),
        };
        Encoders.Enqueue(encoder);
        return encoder;
    }
}
