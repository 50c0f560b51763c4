using System.Diagnostics.Metrics;
using CamStream.Edge.Capture;
using CamStream.Frames;
using CamStream.Frames.Mqtt;
using CamStream.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MQTTnet;
using static MQTTnet.MqttClientPublishReasonCode;

namespace CamStream.Edge.Publishing;

public sealed class FramePublisherTests : IDisposable
{
    private static readonly CameraId _camera = CameraId.Parse("porch");

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeTimeProvider _time = new();
    private readonly FrameCounts _counts = new();
    private readonly FrameRing _ring;
    private readonly FramePublisher _publisher;

    public FramePublisherTests()
    {
        var telemetry = new EdgeTelemetry(
            _services.GetRequiredService<IMeterFactory>(),
            _camera,
            new BrokerOptions(),
            _counts
        );
        _ring = new FrameRing(4, _counts, telemetry);
        _publisher = new FramePublisher(
            new Agent(_camera, "boot"),
            _ring,
            _counts,
            telemetry,
            Options.Create(new EdgeOptions()),
            _time,
            NullLogger<FramePublisher>.Instance
        );
    }

    [Fact]
    public async Task A_sent_frame_that_became_too_old_without_an_answer_counts_as_published()
    {
        Capture();
        (await SendAsync(answer: null)).ShouldBe((0, 0));
        (_counts.Published, _counts.Waiting).ShouldBe((0, 1));

        _time.Advance(TimeSpan.FromSeconds(3));
        Capture();
        (await SendAsync(Success)).ShouldBe((1, 0));
        (_counts.Captured, _counts.Published, _counts.Dropped, _counts.Waiting).ShouldBe((2, 2, 0, 0));
    }

    [Fact]
    public async Task A_frame_that_became_too_old_in_the_ring_is_dropped_and_the_next_one_reports_it()
    {
        Capture();
        _time.Advance(TimeSpan.FromSeconds(3));
        Capture();
        (await SendAsync(Success)).ShouldBe((1, 1));
        (_counts.Captured, _counts.Published, _counts.Dropped, _counts.Waiting).ShouldBe((2, 1, 1, 0));
    }

    [Fact]
    public async Task A_frame_that_was_sent_without_an_answer_is_sent_again()
    {
        Capture();
        (await SendAsync(answer: null)).ShouldBe((0, 0));
        (await SendAsync(Success)).ShouldBe((0, 0));
        (_counts.Published, _counts.Waiting).ShouldBe((1, 0));
    }

    [Fact]
    public async Task A_frame_without_a_subscriber_is_dropped_and_the_next_one_reports_it()
    {
        Capture();
        (await SendAsync(NoMatchingSubscribers)).ShouldBe((0, 0));
        Capture();
        (await SendAsync(Success)).ShouldBe((1, 1));
        (_counts.Captured, _counts.Published, _counts.Dropped, _counts.Waiting).ShouldBe((2, 1, 1, 0));
    }

    [Fact]
    public async Task A_frame_that_was_sent_before_may_have_arrived_even_without_a_subscriber_now()
    {
        Capture();
        (await SendAsync(answer: null)).ShouldBe((0, 0));
        (await SendAsync(NoMatchingSubscribers)).ShouldBe((0, 0));
        (_counts.Published, _counts.Dropped, _counts.Waiting).ShouldBe((1, 0, 0));
    }

    [Theory]
    [InlineData(null, 1)] // no answer yet
    [InlineData(NoMatchingSubscribers, 3)] // one after the other
    [InlineData(Success, 3)]
    public async Task Until_a_subscriber_gets_a_frame_frames_are_sent_one_at_a_time(
        MqttClientPublishReasonCode? answer,
        int expected
    )
    {
        for (var i = 0; i < 3; i++)
            Capture();
        var (client, sent) = StubClient.Connect(answer);
        using var lost = new CancellationTokenSource();
        var running = _publisher.RunAsync(client, new MqttClientConnectResult(), lost.Token, lost.Token);
        var told = new List<long>();
        while (told.Count < expected)
            told.Add((await sent.ReadAsync(TestContext.Current.CancellationToken)).Dropped);
        sent.TryRead(out _).ShouldBeFalse();
        told.ShouldBe(answer == NoMatchingSubscribers ? [0, 1, 2] : told.Select(_ => 0L));
        await lost.CancelAsync();
        await running;
    }

    // As in PublishService: the lost connection first ends the send, and cancels the publisher
    // later.
    [Fact]
    public async Task A_connection_lost_during_a_send_ends_publishing_even_if_no_subscriber_got_a_frame()
    {
        Capture();
        var (client, sent) = StubClient.Connect(answer: null);
        using var lost = new CancellationTokenSource();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(lost.Token);
        var running = await Task.Factory.StartNew( // returns when it waits for the acknowledgement
            () => _publisher.RunAsync(client, new MqttClientConnectResult(), ending.Token, lost.Token),
            CancellationToken.None,
            TaskCreationOptions.None,
            TaskScheduler.Default
        );
        (await sent.ReadAsync(TestContext.Current.CancellationToken)).Sequence.ShouldBe(0);
        await Task.WhenAll(lost.CancelAsync(), running)
            .WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        _counts.Waiting.ShouldBe(1); // for the next connection
    }

    public void Dispose()
    {
        _publisher.Dispose();
        _ring.Dispose();
        _services.Dispose();
    }

    private void Capture() =>
        _ring.Frames.Add(
            Frame.Copy(
                _camera,
                new FrameHeader("boot", _counts.CountCaptured() - 1, _time.GetUtcNow()),
                TestJpeg.Grey()
            )
        );

    // Publishes over a connection that is lost after the first frame was sent; returns the frame's
    // number and the drops that it reports.
    private async Task<(long Sequence, long Dropped)> SendAsync(MqttClientPublishReasonCode? answer)
    {
        var (client, sent) = StubClient.Connect(answer);
        using var lost = new CancellationTokenSource();
        var running = _publisher.RunAsync(client, new MqttClientConnectResult(), lost.Token, lost.Token);
        var header = await sent.ReadAsync(TestContext.Current.CancellationToken);
        await lost.CancelAsync();
        await running;
        return (header.Sequence, header.Dropped);
    }
}
