using System.Buffers.Binary;
using MQTTnet.Diagnostics.PacketInspection;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace MQTTnet.Connection;

public class AnswersTests
{
    [Fact]
    public async Task Answers_find_their_requests_in_any_order()
    {
        using var pair = await ConnectedPair.CreateAsync();
        var publishes = Enumerable.Range(0, 3).Select(_ => pair.PublishAsync(TestContext.Current.CancellationToken)).ToList();
        var identifiers = new List<ushort>();
        foreach (var _ in publishes) identifiers.Add(Identifier((await pair.Broker.ReadAsync()).Body));
        identifiers.Distinct().Count().ShouldBe(3);

        foreach (var identifier in identifiers.AsEnumerable().Reverse()) await pair.Broker.SendAsync(BrokerPackets.Acknowledgement(0x40, identifier));

        (await Task.WhenAll(publishes)).Select(result => result.PacketIdentifier!.Value).Order().ShouldBe(identifiers.Order());
    }

    [Fact]
    public async Task Refused_publish_is_a_result()
    {
        using var pair = await ConnectedPair.CreateAsync();
        var publishing = pair.PublishAsync(TestContext.Current.CancellationToken);
        var identifier = Identifier((await pair.Broker.ReadAsync()).Body);

        await pair.Broker.SendAsync(BrokerPackets.Acknowledgement(0x40, identifier, p => p.Text(MqttPropertyId.ReasonString, "full"), reasonFirst: 151));

        var result = await publishing;
        result.IsSuccess.ShouldBeFalse();
        result.ReasonCode.ShouldBe(MqttClientPublishReasonCode.QuotaExceeded);
        result.ReasonString.ShouldBe("full");
    }

    [Fact]
    public async Task Publish_given_up_on_is_a_timeout_and_its_late_answer_is_ignored()
    {
        using var pair = await ConnectedPair.CreateAsync();
        using var cancel = new CancellationTokenSource();
        var publishing = pair.PublishAsync(cancel.Token);
        var identifier = Identifier((await pair.Broker.ReadAsync()).Body);

        await cancel.CancelAsync();

        await Should.ThrowAsync<MqttCommunicationTimedOutException>(publishing);
        await pair.Broker.SendAsync(BrokerPackets.Acknowledgement(0x40, identifier));
        var ping = pair.Client.PingAsync(TestContext.Current.CancellationToken);
        await pair.Broker.ReadAsync();
        await pair.Broker.SendAsync([0xD0, 0]);
        await ping;
        pair.Client.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public async Task Answer_of_the_wrong_kind_or_to_nobody_is_ignored()
    {
        using var pair = await ConnectedPair.CreateAsync();
        var publishing = pair.PublishAsync(TestContext.Current.CancellationToken);
        var identifier = Identifier((await pair.Broker.ReadAsync()).Body);

        await pair.Broker.SendAsync([
            0xD0, 0,
            .. BrokerPackets.Acknowledgement(0x90, identifier, codes: [0]),
            .. BrokerPackets.Acknowledgement(0x40, 999),
            .. BrokerPackets.Acknowledgement(0x40, identifier)]);

        (await publishing).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Subscription_answered_with_too_few_codes_is_a_violation()
    {
        using var pair = await ConnectedPair.CreateAsync();
        var subscribing = pair.Client.SubscribeAsync("a");
        var identifier = BinaryPrimitives.ReadUInt16BigEndian((await pair.Broker.ReadAsync()).Body);

        await pair.Broker.SendAsync(BrokerPackets.Acknowledgement(0x90, identifier));

        await Should.ThrowAsync<MqttProtocolViolationException>(subscribing);
    }

    [Fact]
    public async Task Bytes_that_come_one_at_a_time_are_packets_all_the_same()
    {
        using var pair = await ConnectedPair.CreateAsync();
        foreach (var one in BrokerPackets.All["PUBLISH, QoS 1, full"]) await pair.Broker.SendAsync([one]);

        var received = await pair.NextAsync();

        received.PacketIdentifier.ShouldBe((ushort)7);
        received.ApplicationMessage.Payload.Length.ShouldBe(300);
        (await pair.Broker.ReadAsync()).ShouldSatisfyAllConditions(
            packet => packet.Header.ShouldBe((byte)0x40), packet => packet.Body.ShouldBe([0, 7]));
    }

    [Fact]
    public async Task Acknowledgement_carries_the_handlers_reason()
    {
        using var pair = await ConnectedPair.CreateAsync();
        pair.Client.ApplicationMessageReceivedAsync += received =>
        {
            received.ReasonCode = MqttApplicationMessageReceivedReasonCode.PayloadFormatInvalid;
            received.ResponseReasonString = "no";
            return Task.CompletedTask;
        };

        await pair.Broker.SendAsync(BrokerPackets.Publish(0x32, "a", 7, null, []));

        (await pair.Broker.ReadAsync()).Body.ShouldBe([0, 7, 153, 5, 31, 0, 2, (byte)'n', (byte)'o']);
    }

    [Fact]
    public async Task Failed_message_is_not_acknowledged()
    {
        using var pair = await ConnectedPair.CreateAsync();
        pair.Client.ApplicationMessageReceivedAsync += received =>
        {
            received.ProcessingFailed = received.PacketIdentifier == 7;
            return received.PacketIdentifier == 8 ? throw new InvalidDataException() : Task.CompletedTask;
        };

        foreach (var identifier in new ushort[] { 7, 8, 9 }) await pair.Broker.SendAsync(BrokerPackets.Publish(0x32, "a", identifier, null, []));

        (await pair.Broker.ReadAsync()).Body.ShouldBe([0, 9]);
    }

    [Fact]
    public async Task Alias_from_the_broker_is_handed_on_as_it_comes()
    {
        using var pair = await ConnectedPair.CreateAsync(options => options.WithTopicAliasMaximum(5));

        await pair.Broker.SendAsync(BrokerPackets.Publish(0x30, "", 0, p => p.UInt16(MqttPropertyId.TopicAlias, 5), []));

        var message = (await pair.NextAsync()).ApplicationMessage;
        message.Topic.ShouldBeEmpty();
        message.TopicAlias.ShouldBe((ushort)5);
    }

    [Fact]
    public async Task Inspector_sees_every_packet_whole()
    {
        using var listener = new FakeBroker();
        using var client = new MqttClientFactory().CreateMqttClient();
        var seen = new List<(MqttPacketFlowDirection, string)>();
        client.InspectPacketAsync += packet =>
        {
            lock (seen) seen.Add((packet.Direction, Convert.ToHexString(packet.Buffer)));
            return Task.CompletedTask;
        };
        var connecting = client.ConnectAsync(listener.Options(options => options.WithClientId("id")), TestContext.Current.CancellationToken);
        using var broker = await listener.AcceptAsync();
        await broker.SendAsync(BrokerPackets.Accepted);
        await connecting;

        await client.PublishStringAsync("a", "b");
        await broker.ReadAsync();

        seen.ShouldBe([
            (MqttPacketFlowDirection.Outbound, "100F00044D5154540502000F0000026964"),
            (MqttPacketFlowDirection.Inbound, "2003000000"),
            (MqttPacketFlowDirection.Outbound, "300500016100" + "62")]);
    }

    /// <summary>Behind the topic "topic".</summary>
    private static ushort Identifier(byte[] publish) => BinaryPrimitives.ReadUInt16BigEndian(publish.AsSpan(7));
}
