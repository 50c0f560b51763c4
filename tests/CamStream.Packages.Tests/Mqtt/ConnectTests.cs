using System.Net;
using System.Net.Sockets;
using MQTTnet;
using MQTTnet.Exceptions;

namespace CamStream.Packages.Mqtt;

public class ConnectTests(MosquittoBroker broker) : IClassFixture<MosquittoBroker>
{
    [Fact]
    public async Task Result_says_what_the_broker_grants()
    {
        using var client = new MqttClientFactory().CreateMqttClient();

        var result = await client.ConnectAsync(TestClient.Options(broker), TestContext.Current.CancellationToken);

        result.ResultCode.ShouldBe(MqttClientConnectResultCode.Success);
        result.IsSessionPresent.ShouldBeFalse();
        result.SharedSubscriptionAvailable.ShouldBeTrue();
        result.RetainAvailable.ShouldBeTrue();
        result.ReceiveMaximum.ShouldNotBeNull();
        result.TopicAliasMaximum.ShouldBeGreaterThan((ushort)0);
        client.IsConnected.ShouldBeTrue();
        client.Options.ShouldNotBeNull();
    }

    [Fact]
    public async Task Connected_event_comes_with_the_result_before_the_call_returns()
    {
        await using var client = new TestClient();
        MqttClientConnectResult? seen = null;
        client.Mqtt.ConnectedAsync += connected => Task.FromResult(seen = connected.ConnectResult);

        var result = await client.Mqtt.ConnectAsync(TestClient.Options(broker), TestContext.Current.CancellationToken);

        seen.ShouldBeSameAs(result);
    }

    [Fact]
    public async Task Name_is_resolved()
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        var options = new MqttClientOptionsBuilder().WithConnectionUri($"mqtt://localhost:{broker.Port}").Build();

        var result = await client.ConnectAsync(options, TestContext.Current.CancellationToken);

        result.ResultCode.ShouldBe(MqttClientConnectResultCode.Success);
    }

    [Fact]
    public async Task Nobody_listening_is_a_communication_exception_and_a_disconnected_event()
    {
        using var taken = new Socket(SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var options = new MqttClientOptionsBuilder().WithEndPoint(taken.LocalEndPoint!).Build();
        await using var client = new TestClient();

        await Should.ThrowAsync<MqttCommunicationException>(() => client.Mqtt.ConnectAsync(options, TestContext.Current.CancellationToken));

        var disconnected = await client.DisconnectedAsync();
        disconnected.ClientWasConnected.ShouldBeFalse();
        disconnected.Exception.ShouldBeAssignableTo<MqttCommunicationException>();
        client.Mqtt.IsConnected.ShouldBeFalse();
    }

    [Fact]
    public async Task Connecting_while_connected_is_refused()
    {
        await using var client = await TestClient.ConnectedAsync(broker);

        await Should.ThrowAsync<InvalidOperationException>(
            () => client.Mqtt.ConnectAsync(TestClient.Options(broker), TestContext.Current.CancellationToken));
        client.Mqtt.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public async Task Clean_disconnect_tells_so_and_the_client_connects_again()
    {
        await using var client = await TestClient.ConnectedAsync(broker);

        await client.Mqtt.DisconnectAsync();

        var disconnected = await client.DisconnectedAsync();
        disconnected.ClientWasConnected.ShouldBeTrue();
        disconnected.Reason.ShouldBe(MqttClientDisconnectReason.NormalDisconnection);
        disconnected.Exception.ShouldBeNull();
        await client.Mqtt.ReconnectAsync(TestContext.Current.CancellationToken);
        client.Mqtt.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public async Task Disconnecting_without_a_connection_does_nothing()
    {
        await using var client = new TestClient();

        await client.Mqtt.DisconnectAsync();

        client.Mqtt.IsConnected.ShouldBeFalse();
    }

    [Fact]
    public async Task Calls_without_a_connection_say_so()
    {
        await using var client = new TestClient();

        await Should.ThrowAsync<MqttClientNotConnectedException>(() => client.PublishAsync("a", "b"));
        await Should.ThrowAsync<MqttClientNotConnectedException>(() => client.Mqtt.SubscribeAsync("a"));
        await Should.ThrowAsync<MqttClientNotConnectedException>(() => client.Mqtt.PingAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Second_client_of_the_same_name_takes_the_session_over()
    {
        await using var first = await TestClient.ConnectedAsync(broker, options => options.WithClientId("twin"));

        await using var second = await TestClient.ConnectedAsync(broker, options => options.WithClientId("twin"));

        // Mosquitto 2.0.11 closes the first one without DISCONNECT, so there is no reason to see.
        (await first.DisconnectedAsync()).ClientWasConnected.ShouldBeTrue();
        second.Mqtt.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public async Task Ping_is_answered()
    {
        await using var client = await TestClient.ConnectedAsync(broker);

        await client.Mqtt.PingAsync(TestContext.Current.CancellationToken);

        (await client.Mqtt.TryPingAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
    }

    [Fact]
    public async Task Idle_client_outlives_its_keep_alive_period()
    {
        await using var client = await TestClient.ConnectedAsync(broker, options => options.WithKeepAlivePeriod(TimeSpan.FromSeconds(1)));

        // Mosquitto drops a client silent for one and a half periods.
        await Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);

        client.Mqtt.IsConnected.ShouldBeTrue();
        await client.Mqtt.PingAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Disposed_client_refuses_calls()
    {
        var client = await TestClient.ConnectedAsync(broker);

        client.Mqtt.Dispose();

        await Should.ThrowAsync<ObjectDisposedException>(() => client.PublishAsync("a", "b"));
        await Should.ThrowAsync<InvalidOperationException>(
            () => client.Mqtt.ConnectAsync(TestClient.Options(broker), TestContext.Current.CancellationToken));
    }
}
