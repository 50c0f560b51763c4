using System.Globalization;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using CamStream.Frames;
using CamStream.Frames.Encoders;
using CamStream.Frames.Mqtt;
using CamStream.Ingest.Api;
using CamStream.Ingest.Cameras;
using CamStream.Testing;
using Microsoft.AspNetCore.Builder;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace CamStream.Ingest;

/// <summary>
/// Ingest as it ships, between a real Mosquitto and fake encoders, with a camera that publishes
/// what a test wants.
/// </summary>
internal sealed class IngestFixture : IAsyncDisposable
{
    private readonly WebApplication _app;

    private IngestFixture(Mosquitto broker, IReadOnlyList<FakeEncoder> encoders, WebApplication app, IMqttClient camera)
    {
        (Broker, Encoders, _app, Camera) = (broker, encoders, app, camera);
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public Mosquitto Broker { get; }

    public IReadOnlyList<FakeEncoder> Encoders { get; }

    public IMqttClient Camera { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>
    /// How long a test waits: long enough for a machine that is busy with something else.
    /// </summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<IngestFixture> StartAsync(int encoders = 1, params string[] settings)
    {
        var broker = await Mosquitto.StartAsync("max_queued_messages 20000", "max_inflight_messages 20000");
        var fakes = await Task.WhenAll(Enumerable.Range(0, encoders).Select(_ => FakeEncoder.StartAsync()));
        var app = IngestApplication.Build([
            "--urls=http://127.0.0.1:0",
            $"--Mqtt:Host=127.0.0.1",
            string.Create(CultureInfo.InvariantCulture, $"--Mqtt:Port={broker.Port}"),
            .. fakes.Select(
                (fake, i) =>
                    string.Create(CultureInfo.InvariantCulture, $"--services:encoder-{i}:http:0={fake.Address}")
            ),
            .. settings,
        ]);
        await app.StartAsync(Cancellation);
        var camera = new MqttClientFactory().CreateMqttClient();
        var fixture = new IngestFixture(broker, fakes, app, camera);
        await fixture.ConnectCameraAsync();
        await fixture.ReadyAsync();
        return fixture;
    }

    /// <summary>Waits until Ingest is connected to the broker.</summary>
    public async Task ReadyAsync()
    {
        while (true)
        {
            using var health = await Http.GetAsync("/health", Cancellation);
            if (health.IsSuccessStatusCode)
                return;
        }
    }

    public Task ConnectCameraAsync() =>
        Camera.ConnectAsync(
            new BrokerOptions { Host = "127.0.0.1", Port = Broker.Port }
                .ToClientOptions()
                .Build(),
            Cancellation
        );

    /// <summary>
    /// The encoders in the order in which they are tried for <paramref name="camera"/>.
    /// </summary>
    public IReadOnlyList<FakeEncoder> Ranked(string camera) =>
        [
            .. EncoderMap
                .Rank(CameraId.Parse(camera), Enumerable.Range(0, Encoders.Count), i => $"encoder-{i}")
                .Select(i => Encoders[i]),
        ];

    public Task<MqttClientPublishReasonCode> PublishAsync(string camera, long sequence, byte[]? jpeg = null) =>
        PublishRawAsync(
            $"camstream/v1/{camera}/frame",
            jpeg ?? TestJpeg.Grey(),
            new FrameHeader("boot", sequence, TimeProvider.System.GetUtcNow())
        );

    public Task<MqttClientPublishReasonCode> PublishRawAsync(string topic, byte[] payload, FrameHeader header)
    {
        var properties = new List<(string, string)>
        {
            (FrameHeader.BootField, header.Boot),
            (FrameHeader.SequenceField, header.Sequence.ToString(CultureInfo.InvariantCulture)),
            (FrameHeader.CapturedField, header.CapturedMicroseconds.ToString(CultureInfo.InvariantCulture)),
            (FrameHeader.DroppedField, header.Dropped.ToString(CultureInfo.InvariantCulture)),
        };
        if (header.TraceParent is { } trace)
            properties.Add((FrameHeader.TraceParentField, trace));
        if (header.Times?.Published is { } published)
        {
            properties.Add(
                (FrameHeader.PublishedField, UnixMicroseconds.From(published).ToString(CultureInfo.InvariantCulture))
            );
        }
        return PublishRawAsync(topic, payload, [.. properties]);
    }

    /// <returns>The broker's answer.</returns>
    public async Task<MqttClientPublishReasonCode> PublishRawAsync(
        string topic,
        byte[] payload,
        params (string Name, string Value)[] properties
    )
    {
        var result = await Camera.PublishAsync(
            new MqttApplicationMessage
            {
                Topic = topic,
                Payload = new(payload),
                QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
                UserProperties =
                [
                    .. properties.Select(p => new MqttUserProperty(
                        p.Name,
                        (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(p.Value)
                    )),
                ],
            },
            Cancellation
        );
        result.IsSuccess.ShouldBeTrue();
        return result.ReasonCode;
    }

    public Task<CameraView?> CameraAsync(string id) =>
        Http.GetFromJsonAsync($"/cameras/{id}", IngestJson.Default.CameraView, Cancellation);

    /// <summary>The server-sent events of cameras.</summary>
    public async IAsyncEnumerable<SseItem<string>> EventsAsync(
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, Cancellation);
        await using var stream = await Http.GetStreamAsync("/cameras/events", either.Token);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(either.Token))
            yield return item;
    }

    /// <summary>Waits until the events show a camera in the wanted state.</summary>
    public async Task<CameraView> UntilAsync(string id, Func<CameraView, bool> wanted)
    {
        using var late = new CancellationTokenSource(Patience);
        CameraView? last = null;
        try
        {
            await foreach (var item in EventsAsync(late.Token))
            {
                var views = item.EventType switch
                {
                    "cameras" => JsonSerializer.Deserialize(item.Data, IngestJson.Default.CameraList)!.Cameras,
                    "camera" => [JsonSerializer.Deserialize(item.Data, IngestJson.Default.CameraView)!],
                    _ => [],
                };
                last = views.FirstOrDefault(view => view.Id == id) ?? last;
                if (last is not null && wanted(last))
                    return last;
            }
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            throw new TimeoutException($"{id} did not become as wanted within {Patience}. It was last {last}");
        }
        throw new InvalidOperationException($"The events ended. {id} was last {last}");
    }

    public Task StopAsync() => _app.StopAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        Camera.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Http.Dispose();
        foreach (var encoder in Encoders)
            await encoder.DisposeAsync();
        await Broker.DisposeAsync();
    }
}
