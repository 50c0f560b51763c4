using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MQTTnet.Exceptions;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace MQTTnet.Formatter;

public class MqttPacketEncoderTests
{
    private static readonly List<MqttUserProperty> _userProperty = [new("a", new ReadOnlyMemory<byte>("b"u8.ToArray()))];

    [Fact]
    public void Bare_connect() => Hex(new MqttConnectPacket { ClientId = "id", CleanSession = true, KeepAlivePeriod = 15, RequestProblemInformation = true })
        .ShouldBe("10 0F 0004 4D515454 05 02 000F 00 0002 6964");

    [Fact]
    public void Connect_with_everything() => Hex(new MqttConnectPacket
    {
        ClientId = "id",
        KeepAlivePeriod = 15,
        SessionExpiryInterval = 1,
        ReceiveMaximum = 2,
        MaximumPacketSize = 3,
        TopicAliasMaximum = 4,
        RequestResponseInformation = true,
        UserProperties = _userProperty,
        Username = "u",
        Password = [1, 2],
        WillDelayInterval = 5,
        Will = new MqttPublishPacket
        {
            Topic = "w",
            Payload = new ReadOnlySequence<byte>([7]),
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
            Retain = true,
            MessageExpiryInterval = 6,
            ContentType = "c",
            ResponseTopic = "r",
            CorrelationData = [8],
            PayloadFormatIndicator = MqttPayloadFormatIndicator.CharacterData,
            UserProperties = _userProperty,
        },
    }).ShouldBe(
        "10 57 0004 4D515454 05 EC 000F " +
        "1B 11 00000001 21 0002 27 00000003 22 0004 19 01 17 00 26 0001 61 0001 62 " +
        "0002 6964 " +
        "1F 01 01 02 00000006 03 0001 63 08 0001 72 09 0001 08 26 0001 61 0001 62 18 00000005 " +
        "0001 77 0001 07 " +
        "0001 75 0002 0102");

    [Fact]
    public void Bare_publish() => Hex(new MqttPublishPacket { Topic = "a/b", Payload = new ReadOnlySequence<byte>(new byte[200]) })
        .ShouldBe("30 CE01 0003 612F62 00");

    [Fact]
    public void Publish_with_an_alias_for_its_topic() => Hex(new MqttPublishPacket { TopicAlias = 258 }).ShouldBe("30 06 0000 03 23 0102");

    [Fact]
    public void Publish_with_QoS_1_retained_and_sent_again() => Hex(new MqttPublishPacket
    {
        Topic = "a", PacketIdentifier = 513, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce, Retain = true, Dup = true,
    }).ShouldBe("3B 06 0001 61 0201 00");

    [Fact]
    public void Puback_of_a_success_is_short() => Hex(new MqttPubAckPacket { PacketIdentifier = 7, UserProperties = [] }).ShouldBe("40 02 0007");

    [Fact]
    public void Puback_with_a_reason() => Hex(new MqttPubAckPacket
    {
        PacketIdentifier = 7, ReasonCode = MqttPubAckReasonCode.PayloadFormatInvalid, ReasonString = "no",
    }).ShouldBe("40 09 0007 99 05 1F 0002 6E6F");

    [Fact]
    public void Subscribe() => Hex(new MqttSubscribePacket
    {
        PacketIdentifier = 7,
        SubscriptionIdentifier = 300,
        UserProperties = _userProperty,
        TopicFilters =
        [
            new MqttTopicFilter { Topic = "a" },
            new MqttTopicFilter
            {
                Topic = "b",
                QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
                NoLocal = true,
                RetainAsPublished = true,
                RetainHandling = MqttRetainHandling.DoNotSendOnSubscribe,
            },
        ],
    }).ShouldBe("82 15 0007 0A 0B AC02 26 0001 61 0001 62 0001 61 00 0001 62 2D");

    [Fact]
    public void Unsubscribe() => Hex(new MqttUnsubscribePacket { PacketIdentifier = 7, TopicFilters = ["a", "b"] }).ShouldBe("A2 09 0007 00 0001 61 0001 62");

    [Fact]
    public void Pingreq() => Hex(MqttPingReqPacket.Instance).ShouldBe("C0 00");

    [Fact]
    public void Disconnect() => Hex(new MqttDisconnectPacket()).ShouldBe("E0 02 00 00");

    [Fact]
    public void Disconnect_with_a_reason() => Hex(new MqttDisconnectPacket
    {
        ReasonCode = MqttDisconnectReasonCode.DisconnectWithWillMessage, ReasonString = "x", SessionExpiryInterval = 1, UserProperties = _userProperty,
    }).ShouldBe("E0 12 04 10 11 00000001 1F 0001 78 26 0001 61 0001 62");

    public static TheoryData<string, object> Impossible => new()
    {
        { "QoS 1 without an identifier", new MqttPublishPacket { Topic = "a", QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce } },
        { "a QoS 0 duplicate", new MqttPublishPacket { Topic = "a", Dup = true } },
        { "a topic of 65,536 bytes", new MqttPublishPacket { Topic = new string('a', 65_536) } },
        { "SUBSCRIBE without a filter", new MqttSubscribePacket { PacketIdentifier = 1, TopicFilters = [] } },
        { "UNSUBSCRIBE without a filter", new MqttUnsubscribePacket { PacketIdentifier = 1, TopicFilters = [] } },
        { "a password without a user", new MqttConnectPacket { ClientId = "id", Password = [1] } },
        { "a session without a name", new MqttConnectPacket { ClientId = "" } },
        { "a broker's packet", new MqttConnAckPacket() },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Packet_that_may_not_be_sent_is_refused_and_the_next_is_whole(string what, object packet)
    {
        var encoder = new MqttPacketEncoder();

        Should.Throw<MqttProtocolViolationException>(() => encoder.Encode((MqttPacket)packet), what);

        Convert.ToHexString(encoder.Encode(MqttPingReqPacket.Instance).Span).ShouldBe("C000");
    }

    [Fact]
    public void Any_publish_is_read_back_as_it_was()
    {
        var texts = ArbMap.Default.GeneratorFor<UnicodeString>()
            .Select(text => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Item ?? "")))
            .Select(text => text.Length > 0 ? text : null);
        var publishes =
            from topic in texts
            from type in texts
            from answers in texts
            from payload in ArbMap.Default.GeneratorFor<byte[]>()
            from correlation in ArbMap.Default.GeneratorFor<byte[]>()
            from alias in ArbMap.Default.GeneratorFor<ushort>()
            from expiry in ArbMap.Default.GeneratorFor<uint>()
            from identifier in ArbMap.Default.GeneratorFor<ushort>()
            from retain in ArbMap.Default.GeneratorFor<bool>()
            from names in Gen.ListOf(texts)
            select new MqttPublishPacket
            {
                Topic = topic ?? "",
                ContentType = type,
                ResponseTopic = answers,
                Payload = new ReadOnlySequence<byte>(payload ?? []),
                CorrelationData = correlation,
                TopicAlias = alias,
                MessageExpiryInterval = expiry,
                PacketIdentifier = identifier,
                QualityOfServiceLevel = identifier == 0 ? MqttQualityOfServiceLevel.AtMostOnce : MqttQualityOfServiceLevel.AtLeastOnce,
                Retain = retain,
                UserProperties = names.Count > 0 ? [.. names.Select(name => new MqttUserProperty(name ?? "", new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(name ?? ""))))] : null,
            };

        Prop.ForAll(publishes.ToArbitrary(), packet =>
        {
            var head = new MqttPacketEncoder().Encode(packet).ToArray();
            PacketText.Of(MqttPacketDecoderTests.Whole(head, packet.Payload.ToArray())).ShouldBe(PacketText.Of(packet));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    private static Bytes Hex(MqttPacket packet) => new(Convert.ToHexString(new MqttPacketEncoder().Encode(packet).Span));

    /// <summary>Compares with hexadecimal text in which spaces set the fields apart.</summary>
    private readonly record struct Bytes(string Hex)
    {
        public void ShouldBe(string fields) => Hex.ShouldBe(fields.Replace(" ", "", StringComparison.Ordinal));
    }
}
