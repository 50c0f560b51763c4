using MQTTnet;
using MQTTnet.Exceptions;

namespace CamStream.Packages.Mqtt;

public class BrokerFailureTests(MosquittoBroker broker) : IClassFixture<MosquittoBroker>
{
    [Fact]
    public async Task Client_learns_that_the_broker_died_and_connects_again_when_it_is_back()
    {
        await using var client = await TestClient.ConnectedAsync(broker);

        await broker.StopAsync();

        var disconnected = await client.DisconnectedAsync();
        disconnected.ClientWasConnected.ShouldBeTrue();
        client.Mqtt.IsConnected.ShouldBeFalse();
        await Should.ThrowAsync<MqttCommunicationException>(() => client.PublishAsync("a", "b"));

        await broker.RestartAsync();
        await client.Mqtt.ReconnectAsync(TestContext.Current.CancellationToken);
        await client.Mqtt.SubscribeAsync("back");
        await client.PublishAsync("back", "again");
        (await client.NextTextAsync()).ShouldBe("again");
    }
}
