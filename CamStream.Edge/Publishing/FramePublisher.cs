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
/// Publishes the frames of the ring, a few at a time, over one connection after another. If a
/// connection breaks, unacknowledged frames are sent again over the next one; the server recognizes
/// duplicates by boot id and sequence number. Frames that became too old meanwhile are dropped. A
/// frame that was sent once may have arrived, so it counts as published; if it did not arrive, the
/// server sees a gap in the sequence numbers. A frame that the broker took without any subscriber
/// (MQTT 5 §3.4.2.1, No matching subscribers) is dropped. Until a subscriber gets a frame, frames
/// are sent one at a time, so that the first one that arrives reports all drops before it.
/// Ownership: this type owns a frame from the ring until the frame is acknowledged or dropped.
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
    private const uint HeaderRoom = 1024; // an upper bound for a frame's topic and properties

    private readonly TimeSpan _expiry = TimeSpan.FromSeconds(options.Value.FrameExpirySeconds);
    private readonly MqttQualityOfServiceLevel _qualityOfService = (MqttQualityOfServiceLevel)
        options.Value.QualityOfService;
    private readonly string _topic = Topics.Frame(agent.Camera);
    private readonly Lock _lock = new();

    // By sequence number. Never holds more than may be in flight.
    private readonly PriorityQueue<Frame, long> _unacknowledged = new();
    private (long Frames, MqttUserProperty? Property) _dropped;
    private bool _refused;

    /// <summary>
    /// Publishes until <paramref name="ending"/> or until the connection breaks. Then waits for the
    /// frames in flight, until <paramref name="lost"/>.
    /// </summary>
    public async Task RunAsync(
        IMqttClient client,
        MqttClientConnectResult broker,
        CancellationToken ending,
        CancellationToken lost
    )
    {
        var session = new Session(client, broker, lost);
        // One less than the broker's receive maximum: the status needs a place too.
        var limit = Math.Min(
            options.Value.InFlight,
            Math.Max(1, (broker.ReceiveMaximum is > 0 and var maximum ? maximum : ushort.MaxValue) - 1)
        );
        using var slots = new SemaphoreSlim(limit);
        try
        {
            // Test in every turn: the code that ends a send may continue here synchronously, before
            // the cancellation has reached anyone else.
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
            // The service is stopping.
        }
        finally
        {
            for (var i = 0; i < limit; i++)
                // Every send ends, at the latest when the connection is lost.
                await slots.WaitAsync(CancellationToken.None);
        }
    }

    public void Dispose()
    {
        while (_unacknowledged.TryDequeue(out var frame, out _))
            CountAsPublished(frame);
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
                CountAsPublished(frame);
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

    // Returns why the frame was not delivered: the broker refused it, or had no subscriber. Null on
    // success.
    private async Task<string?> PublishAsync(Frame frame, Session session, string? traceParent, DateTimeOffset began)
    {
        if (session.MaximumPacketSize is > 0 and var largest && frame.Length + HeaderRoom > largest)
        {
            return $"{frame.Length} bytes are too large: the broker accepts packets of at most {largest} bytes.";
        }
        var message = FrameMessage.From(frame, _expiry, _qualityOfService, traceParent, began, Dropped());
        session.Address(message, _topic);
        var result = await session.PublishAsync(message);
        if (!result.IsSuccess)
            return $"{result.ReasonCode} {result.ReasonString}";
        session.AliasIsKnown = true;
        return result.ReasonCode == MqttClientPublishReasonCode.NoMatchingSubscribers
            ? "Nobody subscribes to them: Ingest is not connected."
            : null;
    }

    // Reused while the count does not change, so that a frame allocates nothing. Sends start one
    // after another.
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

    private void CountAsPublished(Frame frame)
    {
        counts.CountPublished();
        frame.Dispose();
    }

    private void Refused(Frame frame, bool wasSent, string reason, Activity? span)
    {
        if (wasSent)
            CountAsPublished(frame);
        else
            ring.Drop(frame, DropReason.Broker, span);
        if (!_refused)
            Log.Refused(log, reason);
        _refused = true;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Frames are lost at the broker: {Reason}")]
        public static partial void Refused(ILogger log, string reason);
    }
}
