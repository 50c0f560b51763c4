using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using MQTTnet.Exceptions;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace MQTTnet.Formatter;

public class HostileBytesTests
{
    public static TheoryData<string, string> Malformed => new()
    {
        { "remaining length of five bytes", "30FFFFFFFF01" },
        { "remaining length that never ends", "30FFFFFFFFFF" },
        { "QoS 3", "36050001610001" },
        { "QoS 2, which is not subscribed to", "3406000161000100" },
        { "PUBLISH of nothing", "3000" },
        { "topic past the end", "3004FFFF6161" },
        { "packet identifier 0", "320600016100000000" },
        { "packet identifier cut off", "3204000161" + "00" },
        { "properties past the end", "3005" + "000161" + "05" + "00" },
        { "property length of five bytes", "3008" + "000161" + "FFFFFFFF01" },
        { "property cut off by its section", "3006" + "000161" + "02" + "0200" },
        { "property of another packet", "3006" + "000161" + "02" + "2A01" },
        { "property that does not exist", "3006" + "000161" + "02" + "7F01" },
        { "property 0", "3006" + "000161" + "02" + "0000" },
        { "user property without a value", "3008" + "000161" + "04" + "26000161" },
        { "PUBACK of one byte", "400100" },
        { "PUBACK for 0", "40020000" },
        { "PUBACK with a message property", "4009000700" + "05" + "0200000001" },
        { "PUBACK too long", "400500070000" + "00" },
        { "PUBACK with flags", "42020007" },
        { "CONNACK of one byte", "200100" },
        { "CONNACK too long", "200400000000" },
        { "CONNACK with a will property", "2008000005" + "1800000001" },
        { "SUBACK without an identifier", "9000" },
        { "UNSUBACK with SUBACK's properties wrong", "B005000703" + "2300" },
        { "DISCONNECT too long", "E0030000" + "00" },
        { "DISCONNECT with flags", "E100" },
        { "PINGRESP with flags", "D100" },
        { "packet type 0", "0000" },
        { "CONNECT from a broker", "1000" },
        { "PINGREQ from a broker", "C000" },
        { "SUBSCRIBE from a broker", "8200" },
        { "AUTH, which was not asked for", "F000" },
        { "PUBREL, QoS 2", "62020001" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Malformed_packet_is_refused(string what, string hex)
    {
        var input = new ReadOnlySequence<byte>(Convert.FromHexString(hex));

        Should.Throw<MqttProtocolViolationException>(() => MqttPacketDecoder.TryRead(ref input, 0, out _), what).Message.ShouldNotBeEmpty();
    }

    [Fact]
    public void Packet_above_the_maximum_is_refused_before_its_body_comes()
    {
        var input = new ReadOnlySequence<byte>(Convert.FromHexString("30FFFFFF7F"));

        Should.Throw<MqttProtocolViolationException>(() => MqttPacketDecoder.TryRead(ref input, 1000, out _))
            .Message.ShouldBe("A packet of 268435460 bytes is larger than the maximum packet size, 1000.");
    }

    [Fact]
    public void Packet_of_exactly_the_maximum_is_read()
    {
        var bytes = BrokerPackets.Publish(0x30, "a", 0, null, new byte[100]);
        var input = new ReadOnlySequence<byte>(bytes);

        MqttPacketDecoder.TryRead(ref input, (uint)bytes.Length, out _).ShouldBeTrue();
        Should.Throw<MqttProtocolViolationException>(() =>
        {
            var again = new ReadOnlySequence<byte>(bytes);
            MqttPacketDecoder.TryRead(ref again, (uint)bytes.Length - 1, out _);
        });
    }

    [Fact]
    public void Text_that_is_not_UTF_8_is_read_with_replacement_characters()
    {
        var packet = MqttPacketDecoderTests.Whole(Convert.FromHexString("3005" + "0002C3FF" + "00")).ShouldBeOfType<MqttPublishPacket>();

        packet.Topic.ShouldBe("\uFFFD\uFFFD");
    }

    [Fact]
    public void Bytes_of_a_user_property_are_kept_as_they_are()
    {
        var packet = MqttPacketDecoderTests.Whole(Convert.FromHexString("300B" + "000161" + "07" + "26" + "000161" + "0001FF")).ShouldBeOfType<MqttPublishPacket>();

        packet.UserProperties.Single().ValueBuffer.ToArray().ShouldBe([0xFF]);
    }

    [Fact]
    public void Property_given_twice_counts_as_given_last()
    {
        var bytes = BrokerPackets.Publish(
            0x30, "a", 0, p => p.Text(MqttPropertyId.ContentType, "image/png").Text(MqttPropertyId.ContentType, "image/jpeg"), []);

        MqttPacketDecoderTests.Whole(bytes).ShouldBeOfType<MqttPublishPacket>().ContentType.ShouldBe("image/jpeg");
    }

    [Fact]
    public void Any_bytes_are_read_or_refused() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), MqttPacketDecoderTests.ReadOrRefuse).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Any_body_of_any_packet_is_read_or_refused()
    {
        var packets = ArbMap.Default.GeneratorFor<byte>()
            .SelectMany(_ => Gen.Elements<byte>(0x20, 0x30, 0x32, 0x40, 0x90, 0xB0, 0xE0), (_, header) => header)
            .SelectMany(_ => ArbMap.Default.GeneratorFor<byte[]>(), BrokerPackets.Packet);

        Prop.ForAll(packets.ToArbitrary(), MqttPacketDecoderTests.ReadOrRefuse).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }
}
