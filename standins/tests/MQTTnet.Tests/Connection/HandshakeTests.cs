using MQTTnet.Adapter;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace MQTTnet.Connection;

public class HandshakeTests
{
    [Theory]
    [InlineData("485454502F312E31", typeof(MqttProtocolViolationException))] // HTTP/1.1
    [InlineData("200100", typeof(MqttProtocolViolationException))]
    [InlineData("20FFFFFFFFFF", typeof(MqttProtocolViolationException))]
    [InlineData("D000", typeof(MqttProtocolViolationException))] // PINGRESP
    [InlineData("F000", typeof(MqttProtocolViolationException))] // AUTH
    [InlineData("2009", typeof(MqttCommunicationException))] // and no more
    [InlineData("", typeof(MqttCommunicationException))]
    public async Task Anything_but_connack_fails_the_attempt(string answer, Type cause)
    {
        using var listener = new FakeBroker();
        using var client = new MqttClientFactory().CreateMqttClient();
        var connecting = client.ConnectAsync(listener.Options(), TestContext.Current.CancellationToken);
        using (var broker = await listener.AcceptAsync()) await broker.SendAsync(Convert.FromHexString(answer));

        var exception = await Should.ThrowAsync<MqttConnectingFailedException>(connecting);

        exception.InnerException.ShouldNotBeNull().ShouldBeAssignableTo(cause);
        client.IsConnected.ShouldBeFalse();
    }

    [Fact]
    public async Task Silent_broker_fails_the_attempt_when_the_time_is_over()
    {
        using var listener = new FakeBroker();
        using var client = new MqttClientFactory().CreateMqttClient();
        var connecting = client.ConnectAsync(listener.Options(options => options.WithTimeout(TimeSpan.FromMilliseconds(300))));
        using var broker = await listener.AcceptAsync();

        await Should.ThrowAsync<MqttConnectingFailedException>(connecting);

        await broker.ClosedAsync();
    }

    [Fact]
    public async Task Attempt_can_be_cancelled()
    {
        using var listener = new FakeBroker();
        using var client = new MqttClientFactory().CreateMqttClient();
        using var cancel = new CancellationTokenSource();
        var connecting = client.ConnectAsync(listener.Options(), cancel.Token);
        using var broker = await listener.AcceptAsync();

        await cancel.CancelAsync();

        await Should.ThrowAsync<MqttConnectingFailedException>(connecting);
        await Should.ThrowAsync<OperationCanceledException>(() => client.ConnectAsync(listener.Options(), cancel.Token));
    }

    [Fact]
    public async Task Client_disposed_while_it_connects_gives_up()
    {
        using var listener = new FakeBroker();
        var client = new MqttClientFactory().CreateMqttClient();
        var connecting = client.ConnectAsync(listener.Options(), TestContext.Current.CancellationToken);
        using var broker = await listener.AcceptAsync();

        client.Dispose();

        await Should.ThrowAsync<MqttConnectingFailedException>(connecting);
    }

    [Fact]
    public async Task Refusal_is_a_result_with_its_reason()
    {
        using var listener = new FakeBroker();
        using var client = new MqttClientFactory().CreateMqttClient();
        var connecting = client.ConnectAsync(listener.Options(), TestContext.Current.CancellationToken);
        using var broker = await listener.AcceptAsync();

        await broker.SendAsync(BrokerPackets.ConnAck(138, p => p.Text(MqttPropertyId.ReasonString, "go away")));

        var result = await connecting;
        result.ResultCode.ShouldBe(MqttClientConnectResultCode.Banned);
        result.ReasonString.ShouldBe("go away");
        await broker.ClosedAsync();
    }

    [Fact]
    public async Task Second_attempt_while_one_is_pending_is_refused()
    {
        using var listener = new FakeBroker();
        using var client = new MqttClientFactory().CreateMqttClient();
        var connecting = client.ConnectAsync(listener.Options(), TestContext.Current.CancellationToken);
        using var broker = await listener.AcceptAsync();

        await Should.ThrowAsync<InvalidOperationException>(() => client.ConnectAsync(listener.Options(), TestContext.Current.CancellationToken));

        await broker.SendAsync(BrokerPackets.Accepted);
        (await connecting).ResultCode.ShouldBe(MqttClientConnectResultCode.Success);
    }

    [Fact]
    public async Task Handler_that_fails_the_connection_fails_the_attempt()
    {
        using var listener = new FakeBroker();
        using var client = new MqttClientFactory().CreateMqttClient();
        client.ConnectedAsync += _ => throw new InvalidDataException("no");
        var connecting = client.ConnectAsync(listener.Options(), TestContext.Current.CancellationToken);
        using var broker = await listener.AcceptAsync();

        await broker.SendAsync(BrokerPackets.Accepted);

        await Should.ThrowAsync<InvalidDataException>(connecting);
        client.IsConnected.ShouldBeFalse();
        await broker.ClosedAsync();
    }
}
