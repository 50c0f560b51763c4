using MQTTnet.Exceptions;
using MQTTnet.Packets;

namespace MQTTnet.Connection;

public class MqttPendingRequestsTests
{
    private readonly MqttPendingRequests _pending = new();

    [Fact]
    public void Identifiers_are_those_that_nobody_has_and_never_0()
    {
        var kept = Add();
        kept.ShouldBe((ushort)1);
        for (var i = 0; i < ushort.MaxValue - 1; i++) _pending.Remove(Add());

        Add().ShouldBe((ushort)2);
    }

    [Fact]
    public void All_identifiers_in_flight_is_an_error()
    {
        for (var i = 0; i < ushort.MaxValue; i++) Add();

        Should.Throw<InvalidOperationException>(() => Add());
    }

    [Fact]
    public async Task First_failure_counts_for_what_is_pending_and_what_comes_after()
    {
        var before = _pending.Add<MqttPubAckPacket>(new MqttPublishPacket());
        var ping = _pending.AddPing();

        _pending.FailAll(new MqttProtocolViolationException("first"));
        _pending.FailAll(new MqttCommunicationTimedOutException());

        await Should.ThrowAsync<MqttProtocolViolationException>(before);
        await Should.ThrowAsync<MqttProtocolViolationException>(ping);
        await Should.ThrowAsync<MqttProtocolViolationException>(_pending.Add<MqttPubAckPacket>(new MqttPublishPacket()));
        await Should.ThrowAsync<MqttProtocolViolationException>(_pending.AddPing());
    }

    [Fact]
    public async Task One_ping_answer_is_everybodys()
    {
        var first = _pending.AddPing();
        var second = _pending.AddPing();

        _pending.Complete(MqttPingRespPacket.Instance);

        await Task.WhenAll(first, second);
        _pending.AddPing().IsCompleted.ShouldBeFalse();
    }

    private ushort Add()
    {
        var request = new MqttPublishPacket();
        _pending.Add<MqttPubAckPacket>(request);
        return request.PacketIdentifier;
    }
}
