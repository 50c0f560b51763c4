using System.Text;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace CamStream.Packages.Mqtt;

public class MessagePropertiesTests(MosquittoBroker broker) : IClassFixture<MosquittoBroker>
{
    [Fact]
    public async Task Properties_arrive_as_they_were_sent()
    {
        await using var client = await TestClient.SubscribedAsync(broker, "properties");
        var message = new MqttApplicationMessageBuilder()
            .WithTopic("properties")
            .WithPayload("picture")
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithContentType("image/jpeg")
            .WithPayloadFormatIndicator(MqttPayloadFormatIndicator.CharacterData)
            .WithResponseTopic("answers/ü")
            .WithCorrelationData([0, 1, 255])
            .WithUserProperty("seq", Encoding.UTF8.GetBytes("42").AsMemory())
            .WithUserProperty("seq", Encoding.UTF8.GetBytes("43").AsMemory())
            .WithUserProperty("empty", ReadOnlyMemory<byte>.Empty)
            .WithUserProperty("ключ", Encoding.UTF8.GetBytes("значение").AsMemory())
            .Build();

        await client.Mqtt.PublishAsync(message, TestContext.Current.CancellationToken);

        var received = await client.NextMessageAsync();
        received.ContentType.ShouldBe("image/jpeg");
        received.PayloadFormatIndicator.ShouldBe(MqttPayloadFormatIndicator.CharacterData);
        received.ResponseTopic.ShouldBe("answers/ü");
        received.CorrelationData.ShouldBe([0, 1, 255]);
        received.UserProperties.Select(property => (property.Name, property.ReadValueAsString())).ShouldBe(
            [("seq", "42"), ("seq", "43"), ("empty", ""), ("ключ", "значение")]);
        received.UserProperties.ShouldBe(message.UserProperties);
    }

    [Fact]
    public async Task Message_without_properties_has_none()
    {
        await using var client = await TestClient.SubscribedAsync(broker, "plain");

        await client.PublishAsync("plain", "picture");

        var received = await client.NextMessageAsync();
        received.ContentType.ShouldBeNull();
        received.ResponseTopic.ShouldBeNull();
        received.CorrelationData.ShouldBeNull();
        received.UserProperties.ShouldBeNull();
        received.MessageExpiryInterval.ShouldBe(0u);
        received.TopicAlias.ShouldBe((ushort)0);
    }

    [Fact]
    public async Task Alias_stands_for_the_topic_it_was_sent_with()
    {
        await using var subscriber = await TestClient.SubscribedAsync(broker, "alias/+/frame");
        await using var publisher = await TestClient.ConnectedAsync(broker);

        await publisher.Mqtt.PublishAsync(Message("first", "alias/yard/frame"), TestContext.Current.CancellationToken);
        await publisher.Mqtt.PublishAsync(Message("second", topic: null), TestContext.Current.CancellationToken);

        (await subscriber.NextTextAsync()).ShouldBe("first");
        var second = await subscriber.NextMessageAsync();
        second.Topic.ShouldBe("alias/yard/frame");
        second.ConvertPayloadToString().ShouldBe("second");

        static MqttApplicationMessage Message(string payload, string? topic) => new MqttApplicationMessageBuilder()
            .WithTopic(topic)
            .WithTopicAlias(1)
            .WithPayload(payload)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .Build();
    }

    [Fact]
    public async Task Alias_above_the_brokers_maximum_ends_the_connection_with_a_reason()
    {
        await using var client = await TestClient.ConnectedAsync(broker);
        var message = new MqttApplicationMessageBuilder().WithTopic("alias").WithTopicAlias(ushort.MaxValue).Build();

        await client.Mqtt.PublishAsync(message, TestContext.Current.CancellationToken);

        (await client.DisconnectedAsync()).Reason.ShouldBe(MqttClientDisconnectReason.TopicAliasInvalid);
    }

    [Fact]
    public async Task Expired_message_is_not_delivered()
    {
        await using var publisher = await TestClient.ConnectedAsync(broker);
        await publisher.Mqtt.PublishAsync(Retained("expiry/short", 1), TestContext.Current.CancellationToken);
        await publisher.Mqtt.PublishAsync(Retained("expiry/long", 1000), TestContext.Current.CancellationToken);

        var retained = await RetainedAsync();
        while (retained.Any(message => message.Topic == "expiry/short"))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), TestContext.Current.CancellationToken);
            retained = await RetainedAsync();
        }

        var left = retained.ShouldHaveSingleItem();
        left.Topic.ShouldBe("expiry/long");
        left.MessageExpiryInterval.ShouldBeInRange(1u, 1000u);

        static MqttApplicationMessage Retained(string topic, uint seconds) => new MqttApplicationMessageBuilder()
            .WithTopic(topic)
            .WithPayload("status")
            .WithRetainFlag()
            .WithMessageExpiryInterval(seconds)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .Build();

        async Task<List<MqttApplicationMessage>> RetainedAsync()
        {
            await using var subscriber = await TestClient.SubscribedAsync(broker, "expiry/#");
            await subscriber.PublishAsync("expiry/end", "");
            var messages = new List<MqttApplicationMessage>();
            while (await subscriber.NextMessageAsync() is { Topic: not "expiry/end" } message) messages.Add(message);
            return messages;
        }
    }
}
