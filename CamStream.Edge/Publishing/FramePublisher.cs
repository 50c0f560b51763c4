using System.Diagnostics;
using CamStream.Edge.Capture;
using CamStream.Frames;
using CamStream.Frames.Mqtt;
using CamStream.Frames.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace CamStream.Edge.Publishing;

/// <summary>
/// Publishes the frames of the ring, a few at a time, over one connection after the other. A frame
/// that was sent and not acknowledged when a connection broke is sent again over the next (the
/// server knows it by boot and sequence); frames that got too old meanwhile are dropped. But one
/// that was sent may have come: it counts as published, and if it did not come, the server sees its
/// hole in the sequence. One that the broker took and had nobody to give to (MQTT 5 §3.4.2.1, No
/// matching subscribers) is dropped. Until somebody gets one they go one at a time, so that the
/// first one that comes tells of all that were dropped before it. Ownership: a frame taken from the
/// ring is this type's until it is acknowledged or dropped.
/// </summary>
internal sealed partial class FramePublisher(
    Agent agent,
    FrameRing ring,
    FrameCounts counts,
    EdgeTelemetry telemetry,
    IOptions<EdgeOptions> options,
    TimeProvider time,
    ILogger<FramePublisher> log
) : IDisposable
{
    private const ushort Alias = 1;
    private const uint HeaderRoom = 1024; // more than a frame's topic and properties take

    private readonly TimeSpan _expiry = TimeSpan.FromSeconds(options.Value.FrameExpirySeconds);
    private readonly MqttQualityOfServiceLevel _qualityOfService = (MqttQualityOfServiceLevel)
        options.Value.QualityOfService;
    private readonly string _topic = Topics.Frame(agent.Camera);
    private readonly Lock _lock = new();
    private readonly PriorityQueue<Frame, long> _unacknowledged = new(); // by sequence; never more than are in flight
    private (long Frames, MqttUserProperty? Property) _dropped;
    private bool _refused;

    /// <summary>
    /// Publishes until <paramref name="ending"/>, or until the connection is no more; then waits
    /// for what is in flight, until <paramref name="lost"/>.
    /// </summary>
    public async Task RunAsync(
        IMqttClient client,
        MqttClientConnectResult broker,
        CancellationToken ending,
        CancellationToken lost
    )
    {
        var session = new Session(client, broker, lost);
        // One below what the broker takes, for the status.
        var limit = Math.Min(
            options.Value.InFlight,
            Math.Max(1, (broker.ReceiveMaximum is > 0 and var maximum ? maximum : ushort.MaxValue) - 1)
        );
        using var slots = new SemaphoreSlim(limit);
        try
        {
            // It asks each time: what ends a send may run the next turns, and these the whole of
            // its cancellation, before anyone else hears of it.
            while (!session.IsLost)
            {
                await slots.WaitAsync(ending);
                var sending = false;
                try
                {
                    var (frame, wasSent) = await NextAsync(ending);
                    sending = true;
                    var sent = SendAsync(frame, wasSent, session, slots);
                    if (!session.IsHeard)
                        await sent;
                }
                finally
                {
                    if (!sending)
                        slots.Release();
                }
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Told to end.
        }
        finally
        {
            for (var i = 0; i < limit; i++)
                await slots.WaitAsync(CancellationToken.None); // every send ends, at the latest when the connection is lost
        }
    }

    public void Dispose()
    {
        while (_unacknowledged.TryDequeue(out var frame, out _))
            MayHaveCome(frame);
    }

    private async ValueTask<(Frame Frame, bool WasSent)> NextAsync(CancellationToken ending)
    {
        while (true)
        {
            if (!TryTake(out var frame, out var wasSent))
            {
                if (!await ring.Frames.WaitAsync(ending))
                    await Task.Delay(Timeout.InfiniteTimeSpan, time, ending);
                continue;
            }
            if (time.GetUtcNow() - frame.Header.Captured <= _expiry)
                return (frame, wasSent);
            if (wasSent)
                MayHaveCome(frame);
            else
                ring.Drop(frame, DropReason.EdgeQueue);
        }
    }

    private bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Frame? frame, out bool wasSent)
    {
        lock (_lock)
        {
            wasSent = _unacknowledged.Count > 0;
            if (_unacknowledged.TryDequeue(out frame, out _))
                return true;
        }
        return ring.Frames.TryTake(out frame);
    }

    private async Task SendAsync(Frame frame, bool wasSent, Session session, SemaphoreSlim slots)
    {
        var began = time.GetUtcNow();
        var span = telemetry.StartPublish(frame, began);
        try
        {
            var reason = await PublishAsync(frame, session, TraceParent.Of(span, frame.Header.TraceParent), began);
            session.IsHeard = reason is null;
            if (reason is null)
                Published(frame, began);
            else
                Refused(frame, wasSent, reason, span);
        }
        catch (Exception failure) when (session.IsLost)
        {
            span?.SetFailed(failure);
            lock (_lock)
                _unacknowledged.Enqueue(frame, frame.Header.Sequence);
        }
        catch (Exception failure)
        {
            Refused(frame, wasSent, failure.Message, span);
        }
        finally
        {
            span?.Dispose();
            slots.Release();
        }
    }

    // Returns why the broker refused it, or had nobody to give it to; or null.
    private async Task<string?> PublishAsync(Frame frame, Session session, string? traceParent, DateTimeOffset began)
    {
        if (session.MaximumPacketSize is > 0 and var largest && frame.Length + HeaderRoom > largest)
        {
            return $"{frame.Length} bytes are too large for the broker: it takes packets of {largest}.";
        }
        var message = FrameMessage.From(frame, _expiry, _qualityOfService, traceParent, began, Dropped());
        session.Address(message, _topic);
        var result = await session.PublishAsync(message);
        if (!result.IsSuccess)
            return $"{result.ReasonCode} {result.ReasonString}";
        session.AliasIsKnown = true;
        return result.ReasonCode == MqttClientPublishReasonCode.NoMatchingSubscribers
            ? "Nobody subscribes to them: Ingest is away."
            : null;
    }

    // Kept while it is true: a frame allocates nothing for it. Sends begin one after the other.
    private MqttUserProperty? Dropped()
    {
        var dropped = counts.Dropped;
        if (dropped != _dropped.Frames)
            _dropped = (dropped, FrameMessage.Dropped(dropped));
        return _dropped.Property;
    }

    private void Published(Frame frame, DateTimeOffset began)
    {
        counts.CountPublished();
        telemetry.FramePublished(frame.Length, began - frame.Header.Captured);
        frame.Dispose();
        _refused = false;
    }

    private void MayHaveCome(Frame frame)
    {
        counts.CountPublished();
        frame.Dispose();
    }

    private void Refused(Frame frame, bool wasSent, string reason, Activity? span)
    {
        if (wasSent)
            MayHaveCome(frame);
        else
            ring.Drop(frame, DropReason.Broker, span);
        if (!_refused)
            Log.Refused(log, reason);
        _refused = true;
    }

    /// <summary>
    /// One connection: the topic is spelled out until a message that named it together with its
    /// alias was taken (MQTT 5 §3.3.2.3.4).
    /// </summary>
    private sealed class Session(IMqttClient client, MqttClientConnectResult broker, CancellationToken lost)
    {
        public uint? MaximumPacketSize => broker.MaximumPacketSize;

        public bool AliasIsKnown { get; set; }

        /// <summary>Whether somebody got the newest frame that was answered.</summary>
        public bool IsHeard { get; set; }

        public bool IsLost => lost.IsCancellationRequested || !client.IsConnected;

        public Task<MqttClientPublishResult> PublishAsync(MqttApplicationMessage message) =>
            client.PublishAsync(message, lost);

        public void Address(MqttApplicationMessage message, string topic)
        {
            var hasAlias = broker.TopicAliasMaximum >= Alias;
            message.TopicAlias = hasAlias ? Alias : (ushort)0;
            message.Topic = hasAlias && AliasIsKnown ? "" : topic;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Frames are dropped at the broker: {Reason}")]
        public static partial void Refused(ILogger log, string reason);
    }
}
