using System.Buffers.Binary;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace MQTTnet.Connection;

public class BrokenConnectionTests
{
    public static TheoryData<string, string> Malformed => HostileBytesTests.Malformed;

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task Malformed_packet_ends_the_connection_and_fails_what_is_pending(string what, string hex)
    {
        using var pair = await ConnectedPair.CreateAsync();
        var pending = pair.PublishAsync(TestContext.Current.CancellationToken);
        await pair.Broker.ReadAsync();

        await pair.Broker.SendAsync(Convert.FromHexString(hex));

        await Should.ThrowAsync<MqttProtocolViolationException>(pending, what);
        var disconnected = await pair.DisconnectedAsync();
        disconnected.Exception.ShouldBeOfType<MqttProtocolViolationException>();
        disconnected.ClientWasConnected.ShouldBeTrue();
        await pair.Broker.ClosedAsync();
    }

    [Fact]
    public async Task Client_connects_again_after_a_malformed_packet()
    {
        using var pair = await ConnectedPair.CreateAsync();
        await pair.Broker.SendAsync([0x00, 0x00]);
        await pair.DisconnectedAsync();

        await pair.ConnectAsync();

        var publishing = pair.PublishAsync(TestContext.Current.CancellationToken);
        var (_, body) = await pair.Broker.ReadAsync();
        await pair.Broker.SendAsync(BrokerPackets.Acknowledgement(0x40, Identifier(body)));
        (await publishing).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Packet_above_the_maximum_ends_the_connection_before_its_body()
    {
        using var pair = await ConnectedPair.CreateAsync(options => options.WithMaximumPacketSize(1000));

        await pair.Broker.SendAsync([0x30, 0xFF, 0xFF, 0xFF, 0x7F]);

        (await pair.DisconnectedAsync()).Exception.ShouldBeOfType<MqttProtocolViolationException>();
    }

    [Fact]
    public async Task Second_connack_ends_the_connection()
    {
        using var pair = await ConnectedPair.CreateAsync();

        await pair.Broker.SendAsync(BrokerPackets.Accepted);

        (await pair.DisconnectedAsync()).Exception.ShouldBeOfType<MqttProtocolViolationException>();
    }

    [Fact]
    public async Task Disconnect_from_the_broker_tells_its_reason_to_all()
    {
        using var pair = await ConnectedPair.CreateAsync();
        var pending = pair.PublishAsync(TestContext.Current.CancellationToken);
        await pair.Broker.ReadAsync();

        await pair.Broker.SendAsync(BrokerPackets.Disconnect(147, p => p.Text(MqttPropertyId.ReasonString, "too many").User("a", "b")));

        var exception = await Should.ThrowAsync<MqttClientUnexpectedDisconnectReceivedException>(pending);
        exception.ReasonCode.ShouldBe(MqttDisconnectReasonCode.ReceiveMaximumExceeded);
        exception.ReasonString.ShouldBe("too many");
        var disconnected = await pair.DisconnectedAsync();
        disconnected.Reason.ShouldBe(MqttClientDisconnectReason.ReceiveMaximumExceeded);
        disconnected.ReasonString.ShouldBe("too many");
        disconnected.UserProperties.Single().Name.ShouldBe("a");
        disconnected.Exception.ShouldBeNull();
    }

    [Fact]
    public async Task Broker_that_closes_fails_what_is_pending()
    {
        using var pair = await ConnectedPair.CreateAsync();
        var publishing = pair.PublishAsync(TestContext.Current.CancellationToken);
        var subscribing = pair.Client.SubscribeAsync("a");
        await pair.Broker.ReadAsync();
        await pair.Broker.ReadAsync();

        pair.Broker.Dispose();

        await Should.ThrowAsync<MqttClientDisconnectedException>(publishing);
        await Should.ThrowAsync<MqttClientDisconnectedException>(subscribing);
        (await pair.DisconnectedAsync()).Exception.ShouldBeNull();
        await Should.ThrowAsync<MqttClientNotConnectedException>(() => pair.PublishAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Reset_between_packets_is_an_end_like_any_other()
    {
        using var pair = await ConnectedPair.CreateAsync();

        pair.Broker.Reset();

        var disconnected = await pair.DisconnectedAsync();
        disconnected.ClientWasConnected.ShouldBeTrue();
        disconnected.Exception.ShouldBeNull();
    }

    [Fact]
    public async Task Disconnecting_fails_what_is_pending_and_sends_disconnect()
    {
        using var pair = await ConnectedPair.CreateAsync();
        var pending = pair.PublishAsync(TestContext.Current.CancellationToken);
        await pair.Broker.ReadAsync();

        await pair.Client.DisconnectAsync(MqttClientDisconnectOptionsReason.QuotaExceeded, "enough");

        var (header, body) = await pair.Broker.ReadAsync();
        header.ShouldBe((byte)0xE0);
        body[0].ShouldBe((byte)151);
        await Should.ThrowAsync<MqttClientDisconnectedException>(pending);
        (await pair.DisconnectedAsync()).Reason.ShouldBe(MqttClientDisconnectReason.QuotaExceeded);
    }

    [Fact]
    public async Task Disposing_fails_what_is_pending_and_sends_nothing()
    {
        using var pair = await ConnectedPair.CreateAsync();
        var pending = pair.PublishAsync(TestContext.Current.CancellationToken);
        await pair.Broker.ReadAsync();

        pair.Client.Dispose();

        await Should.ThrowAsync<ObjectDisposedException>(pending);
        await Should.ThrowAsync<IOException>(pair.Broker.ReadAsync());
    }

    [Fact]
    public async Task Broker_that_does_not_answer_pings_is_given_up()
    {
        using var pair = await ConnectedPair.CreateAsync(options => options.WithKeepAlivePeriod(TimeSpan.FromSeconds(1)));

        (await pair.Broker.ReadAsync()).Header.ShouldBe((byte)0xC0);

        (await pair.DisconnectedAsync()).Exception.ShouldBeOfType<MqttCommunicationTimedOutException>();
    }

    [Fact]
    public async Task Keep_alive_of_the_broker_counts()
    {
        using var pair = await ConnectedPair.CreateAsync(connAck: BrokerPackets.ConnAck(0, p => p.UInt16(MqttPropertyId.ServerKeepAlive, 1)));

        (await pair.Broker.ReadAsync()).Header.ShouldBe((byte)0xC0);
        await pair.Broker.SendAsync([0xD0, 0]);
        (await pair.Broker.ReadAsync()).Header.ShouldBe((byte)0xC0);
    }

    [Fact]
    public async Task Publish_cancelled_in_the_middle_of_its_packet_ends_the_connection()
    {
        using var pair = await ConnectedPair.CreateAsync();
        using var cancel = new CancellationTokenSource();
        var message = new MqttApplicationMessageBuilder().WithTopic("large").WithPayload(new byte[16 << 20]).Build();
        var publishing = pair.Client.PublishAsync(message, cancel.Token);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(publishing);
        (await pair.DisconnectedAsync()).ClientWasConnected.ShouldBeTrue();
    }

    /// <summary>Behind the topic "topic".</summary>
    private static ushort Identifier(byte[] publish) => BinaryPrimitives.ReadUInt16BigEndian(publish.AsSpan(7));
}
