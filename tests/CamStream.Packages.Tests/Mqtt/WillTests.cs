using System.Text;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace CamStream.Packages.Mqtt;

public class WillTests(MosquittoBroker broker) : IClassFixture<MosquittoBroker>
{
    [Fact]
    public async Task Will_is_published_when_the_connection_breaks()
    {
        await using var watcher = await TestClient.SubscribedAsync(broker, "will/broken");
        var camera = await TestClient.ConnectedAsync(broker, options => options
            .WithWillTopic("will/broken")
            .WithWillPayload("""{"state":"offline"}""")
            .WithWillContentType("application/json")
            .WithWillUserProperty("boot", Encoding.UTF8.GetBytes("7").AsMemory())
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithWillRetain());

        camera.Mqtt.Dispose();

        var will = await watcher.NextMessageAsync();
        will.ConvertPayloadToString().ShouldBe("""{"state":"offline"}""");
        will.ContentType.ShouldBe("application/json");
        will.UserProperties.Single().ReadValueAsString().ShouldBe("7");
        will.QualityOfServiceLevel.ShouldBe(MqttQualityOfServiceLevel.AtLeastOnce);

        await using var later = await TestClient.SubscribedAsync(broker, "will/broken");
        (await later.NextMessageAsync()).Retain.ShouldBeTrue();
    }

    [Fact]
    public async Task Will_is_not_published_after_a_clean_disconnect()
    {
        await using var watcher = await TestClient.SubscribedAsync(broker, "will/clean");
        await using var camera = await TestClient.ConnectedAsync(broker, options => options.WithWillTopic("will/clean").WithWillPayload("offline"));

        await camera.Mqtt.DisconnectAsync();

        await using var publisher = await TestClient.ConnectedAsync(broker);
        await publisher.PublishAsync("will/clean", "first");
        (await watcher.NextTextAsync()).ShouldBe("first");
    }

    [Fact]
    public async Task Will_is_published_when_the_client_disconnects_with_it()
    {
        await using var watcher = await TestClient.SubscribedAsync(broker, "will/asked");
        await using var camera = await TestClient.ConnectedAsync(broker, options => options.WithWillTopic("will/asked").WithWillPayload("offline"));

        await camera.Mqtt.DisconnectAsync(MqttClientDisconnectOptionsReason.DisconnectWithWillMessage);

        (await watcher.NextTextAsync()).ShouldBe("offline");
    }
}
