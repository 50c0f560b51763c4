using MQTTnet.Exceptions;
using MQTTnet.Packets;

namespace MQTTnet.Connection;

/// <summary>The requests that await an answer, by packet identifier. One PINGRESP answers every PINGREQ.</summary>
internal sealed class MqttPendingRequests
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ushort, (Type Response, TaskCompletionSource<MqttPacket> Answer)> _byIdentifier = [];
    private TaskCompletionSource<MqttPacket> _ping;
    private ushort _lastIdentifier;
    private Exception _failure;

    /// <summary>Gives the request an identifier that none in flight has (MQTT 5 §2.2.1).</summary>
    public Task<MqttPacket> Add<TResponse>(MqttPacketWithIdentifier request) where TResponse : MqttPacketWithIdentifier
    {
        lock (_lock)
        {
            if (_failure is not null) return Task.FromException<MqttPacket>(_failure);
            if (_byIdentifier.Count == ushort.MaxValue) throw new InvalidOperationException("All packet identifiers are in flight.");
            do _lastIdentifier++;
            while (_lastIdentifier == 0 || _byIdentifier.ContainsKey(_lastIdentifier));

            var answer = NewAnswer();
            request.PacketIdentifier = _lastIdentifier;
            _byIdentifier.Add(_lastIdentifier, (typeof(TResponse), answer));
            return answer.Task;
        }
    }

    public Task<MqttPacket> AddPing()
    {
        lock (_lock)
        {
            if (_failure is not null) return Task.FromException<MqttPacket>(_failure);
            return (_ping ??= NewAnswer()).Task;
        }
    }

    public void Remove(ushort identifier)
    {
        lock (_lock) _byIdentifier.Remove(identifier);
    }

    /// <summary>An answer nobody awaits belongs to a request that was cancelled: it is ignored.</summary>
    public void Complete(MqttPacketWithIdentifier response)
    {
        TaskCompletionSource<MqttPacket> answer;
        lock (_lock)
        {
            if (!_byIdentifier.TryGetValue(response.PacketIdentifier, out var request) || request.Response != response.GetType()) return;
            _byIdentifier.Remove(response.PacketIdentifier);
            answer = request.Answer;
        }
        answer.TrySetResult(response);
    }

    public void Complete(MqttPingRespPacket response)
    {
        TaskCompletionSource<MqttPacket> answer;
        lock (_lock)
        {
            answer = _ping;
            _ping = null;
        }
        answer?.TrySetResult(response);
    }

    /// <summary>Fails what is pending and what comes after. The first failure is the one that counts.</summary>
    public void FailAll(Exception failure)
    {
        List<TaskCompletionSource<MqttPacket>> answers;
        lock (_lock)
        {
            _failure ??= failure;
            failure = _failure;
            answers = [.. _byIdentifier.Values.Select(request => request.Answer)];
            if (_ping is not null) answers.Add(_ping);
            _byIdentifier.Clear();
            _ping = null;
        }
        foreach (var answer in answers) answer.TrySetException(failure);
    }

    /// <summary>As in the package, giving up on an answer is a timeout, whoever cancelled.</summary>
    public static async Task<TResponse> WaitAsync<TResponse>(Task<MqttPacket> answer, CancellationToken cancellationToken) where TResponse : MqttPacket
    {
        try
        {
            return (TResponse)await answer.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested && !answer.IsCompleted)
        {
            throw new MqttCommunicationTimedOutException(exception);
        }
    }

    private static TaskCompletionSource<MqttPacket> NewAnswer()
    {
        var answer = new TaskCompletionSource<MqttPacket>(TaskCreationOptions.RunContinuationsAsynchronously);
        // A request given up on may fail later with nobody left to see it.
        _ = answer.Task.ContinueWith(
            static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return answer;
    }
}
