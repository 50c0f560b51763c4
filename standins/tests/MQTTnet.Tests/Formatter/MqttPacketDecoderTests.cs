using System.Buffers;
using MQTTnet.Exceptions;
using MQTTnet.Packets;

namespace MQTTnet.Formatter;

public class MqttPacketDecoderTests
{
    public static TheoryData<string> Samples => BrokerPackets.Samples;

    [Theory]
    [MemberData(nameof(Samples))]
    public void Packet_is_the_same_wherever_its_bytes_are_split(string sample)
    {
        var bytes = BrokerPackets.All[sample];
        var whole = PacketText.Of(Whole(bytes));

        for (var at = 0; at <= bytes.Length; at++) PacketText.Of(Whole(bytes[..at], bytes[at..])).ShouldBe(whole);
        PacketText.Of(Whole([.. bytes.Select(b => new[] { b })])).ShouldBe(whole);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Part_of_a_packet_is_left_alone_until_the_rest_has_come(string sample)
    {
        var bytes = BrokerPackets.All[sample];
        for (var length = 0; length < bytes.Length; length++)
        {
            var input = new ReadOnlySequence<byte>(bytes, 0, length);

            MqttPacketDecoder.TryRead(ref input, 0, out var packet).ShouldBeFalse();

            packet.ShouldBeNull();
            input.Length.ShouldBe(length);
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Packet_is_taken_off_and_what_follows_stays(string sample)
    {
        var bytes = BrokerPackets.All[sample];
        var input = Sequences.Of(bytes, [0xD0, 0], [0xE0]);

        MqttPacketDecoder.TryRead(ref input, 0, out _).ShouldBeTrue();
        MqttPacketDecoder.TryRead(ref input, 0, out var next).ShouldBeTrue();

        next.ShouldBeOfType<MqttPingRespPacket>();
        input.ToArray().ShouldBe([0xE0]);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Packet_that_claims_to_be_shorter_is_read_or_refused(string sample)
    {
        var (header, body) = Parts(BrokerPackets.All[sample]);
        for (var length = 0; length < body.Length; length++) ReadOrRefuse(BrokerPackets.Packet(header, body[..length]));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Packet_with_any_byte_changed_is_read_or_refused(string sample)
    {
        var bytes = BrokerPackets.All[sample];
        for (var at = 0; at < bytes.Length; at++)
        {
            foreach (var value in new byte[] { 0x00, 0x01, 0x7F, 0x80, 0xFF, (byte)~bytes[at] })
            {
                byte[] changed = [.. bytes];
                changed[at] = value;
                ReadOrRefuse(changed);
            }
        }
    }

    [Fact]
    public void Connack_is_read_with_all_its_properties() => PacketText.Of(Whole(BrokerPackets.All["CONNACK, full"])).ShouldBe(
        "MqttConnAckPacket AssignedClientIdentifier='auto-1' AuthenticationData=[0102] AuthenticationMethod='none' IsSessionPresent=False " +
        "MaximumPacketSize=1048576 MaximumQoS=AtLeastOnce ReasonCode=Success ReasonString='welcome' ReceiveMaximum=20 " +
        "ResponseInformation='answers/' RetainAvailable=False ServerKeepAlive=30 ServerReference='elsewhere' SessionExpiryInterval=60 " +
        "SharedSubscriptionAvailable=False SubscriptionIdentifiersAvailable=False TopicAliasMaximum=10 " +
        "UserProperties=(ключ = значение,ключ = ) WildcardSubscriptionAvailable=False");

    [Fact]
    public void Absent_connack_properties_mean_their_defaults() => PacketText.Of(Whole(BrokerPackets.All["CONNACK, bare"])).ShouldBe(
        "MqttConnAckPacket AssignedClientIdentifier=null AuthenticationData=null AuthenticationMethod=null IsSessionPresent=False " +
        "MaximumPacketSize=0 MaximumQoS=ExactlyOnce ReasonCode=Success ReasonString=null ReceiveMaximum=0 " +
        "ResponseInformation=null RetainAvailable=True ServerKeepAlive=0 ServerReference=null SessionExpiryInterval=0 " +
        "SharedSubscriptionAvailable=True SubscriptionIdentifiersAvailable=True TopicAliasMaximum=0 " +
        "UserProperties=null WildcardSubscriptionAvailable=True");

    [Fact]
    public void Publish_is_read_with_all_its_properties()
    {
        var packet = Whole(BrokerPackets.All["PUBLISH, QoS 1, full"]).ShouldBeOfType<MqttPublishPacket>();

        packet.Payload.ToArray().ShouldBe(Enumerable.Range(0, 300).Select(i => (byte)i));
        packet.Payload = default;
        PacketText.Of(packet).ShouldBe(
            "MqttPublishPacket ContentType='image/jpeg' CorrelationData=[0908] Dup=True MessageExpiryInterval=3 PacketIdentifier=7 Payload= " +
            "PayloadFormatIndicator=CharacterData QualityOfServiceLevel=AtLeastOnce ResponseTopic='answer' Retain=True " +
            "SubscriptionIdentifiers=(1,268435455) Topic='camstream/v1/yard/frame' TopicAlias=5 UserProperties=(seq = 42)");
    }

    [Theory]
    [InlineData("PUBACK, bare", "MqttPubAckPacket PacketIdentifier=7 ReasonCode=Success ReasonString=null UserProperties=null")]
    [InlineData("PUBACK, reason", "MqttPubAckPacket PacketIdentifier=7 ReasonCode=NoMatchingSubscribers ReasonString=null UserProperties=null")]
    [InlineData("PUBACK, full", "MqttPubAckPacket PacketIdentifier=7 ReasonCode=QuotaExceeded ReasonString='quota' UserProperties=(a = b)")]
    [InlineData("SUBACK", "MqttSubAckPacket PacketIdentifier=8 ReasonCodes=(GrantedQoS1,NotAuthorized) ReasonString='some' UserProperties=(a = b)")]
    [InlineData("UNSUBACK", "MqttUnsubAckPacket PacketIdentifier=9 ReasonCodes=(Success,NoSubscriptionExisted) ReasonString='some' UserProperties=(a = b)")]
    [InlineData("DISCONNECT, bare", "MqttDisconnectPacket ReasonCode=NormalDisconnection ReasonString=null ServerReference=null SessionExpiryInterval=0 UserProperties=null")]
    [InlineData("DISCONNECT, reason", "MqttDisconnectPacket ReasonCode=ServerShuttingDown ReasonString=null ServerReference=null SessionExpiryInterval=0 UserProperties=null")]
    [InlineData("DISCONNECT, full", "MqttDisconnectPacket ReasonCode=UseAnotherServer ReasonString='moved' ServerReference='elsewhere' SessionExpiryInterval=1 UserProperties=(a = b)")]
    public void Packet_is_read_whole(string sample, string expected) => PacketText.Of(Whole(BrokerPackets.All[sample])).ShouldBe(expected);

    [Fact]
    public void Payload_outlives_the_buffer_it_came_in()
    {
        var bytes = BrokerPackets.Publish(0x30, "a", 0, null, [1, 2, 3]);
        var packet = Whole(bytes).ShouldBeOfType<MqttPublishPacket>();

        Array.Clear(bytes);

        packet.Payload.ToArray().ShouldBe([1, 2, 3]);
    }

    internal static MqttPacket Whole(params byte[][] pieces)
    {
        var input = Sequences.Of(pieces);
        MqttPacketDecoder.TryRead(ref input, 0, out var packet).ShouldBeTrue();
        input.Length.ShouldBe(0);
        return packet;
    }

    internal static void ReadOrRefuse(byte[] bytes)
    {
        var input = new ReadOnlySequence<byte>(bytes);
        try
        {
            while (MqttPacketDecoder.TryRead(ref input, 0, out var packet)) packet.ShouldNotBeNull();
        }
        catch (MqttProtocolViolationException exception)
        {
            exception.Message.ShouldNotBeEmpty();
        }
    }

    private static (byte Header, byte[] Body) Parts(byte[] bytes)
    {
        var bodyAt = Array.FindIndex(bytes, 1, value => value < 0x80) + 1;
        return (bytes[0], bytes[bodyAt..]);
    }
}
