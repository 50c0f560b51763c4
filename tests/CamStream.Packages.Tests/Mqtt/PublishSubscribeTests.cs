using System.Buffers;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace CamStream.Packages.Mqtt;

public class PublishSubscribeTests(MosquittoBroker broker) : IClassFixture<MosquittoBroker>
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Message_arrives_with_its_quality_of_service(int qos)
    {
        var topic = $"qos/{qos}";
        await using var subscriber = await TestClient.SubscribedAsync(broker, topic);
        await using var publisher = await TestClient.ConnectedAsync(broker);

        var result = await publisher.PublishAsync(topic, "picture", qos);

        result.IsSuccess.ShouldBeTrue();
        result.ReasonCode.ShouldBe(MqttClientPublishReasonCode.Success);
        (result.PacketIdentifier is not null).ShouldBe(qos == 1);
        var received = await subscriber.NextAsync();
        received.ClientId.ShouldBe(subscriber.Mqtt.Options.ClientId);
        received.ApplicationMessage.Topic.ShouldBe(topic);
        received.ApplicationMessage.ConvertPayloadToString().ShouldBe("picture");
        ((int)received.ApplicationMessage.QualityOfServiceLevel).ShouldBe(qos);
        received.ApplicationMessage.Retain.ShouldBeFalse();
    }

    [Fact]
    public async Task Nobody_subscribed_is_a_success_with_its_own_reason()
    {
        await using var publisher = await TestClient.ConnectedAsync(broker);

        var result = await publisher.PublishAsync("nobody/listens", "picture");

        result.ReasonCode.ShouldBe(MqttClientPublishReasonCode.NoMatchingSubscribers);
        result.IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Empty_payload_arrives_empty()
    {
        await using var client = await TestClient.SubscribedAsync(broker, "empty");

        await client.PublishAsync("empty", "");

        var message = await client.NextMessageAsync();
        message.Payload.Length.ShouldBe(0);
        message.ConvertPayloadToString().ShouldBeNull();
    }

    [Fact]
    public async Task Retained_message_is_there_for_a_later_subscriber()
    {
        await using var publisher = await TestClient.ConnectedAsync(broker);
        await publisher.PublishAsync("retained/status", "online", retain: true);

        await using var subscriber = await TestClient.SubscribedAsync(broker, "retained/+");

        var message = await subscriber.NextMessageAsync();
        message.Retain.ShouldBeTrue();
        message.ConvertPayloadToString().ShouldBe("online");
    }

    [Fact]
    public async Task Two_mebibytes_arrive_unchanged()
    {
        var picture = new byte[2 << 20];
        new Random(1).NextBytes(picture);
        await using var client = await TestClient.SubscribedAsync(broker, "large");

        await client.Mqtt.PublishBinaryAsync("large", picture, MqttQualityOfServiceLevel.AtLeastOnce);

        (await client.NextMessageAsync()).Payload.ToArray().AsSpan().SequenceEqual(picture).ShouldBeTrue();
    }

    [Fact]
    public async Task Payload_in_pieces_arrives_as_one()
    {
        await using var client = await TestClient.SubscribedAsync(broker, "pieces");
        var first = new Piece([1, 2, 3]);
        var last = first.Then([4]).Then([5, 6]);

        await client.Mqtt.PublishSequenceAsync("pieces", new ReadOnlySequence<byte>(first, 0, last, 2), MqttQualityOfServiceLevel.AtLeastOnce);

        (await client.NextMessageAsync()).Payload.ToArray().ShouldBe([1, 2, 3, 4, 5, 6]);
    }

    [Fact]
    public async Task Received_payload_may_be_kept()
    {
        await using var client = await TestClient.SubscribedAsync(broker, "kept");
        await client.PublishAsync("kept", "first");
        var kept = await client.NextMessageAsync();

        for (var i = 0; i < 50; i++) await client.PublishAsync("kept", "other");
        for (var i = 0; i < 50; i++) await client.NextMessageAsync();

        kept.ConvertPayloadToString().ShouldBe("first");
    }

    [Fact]
    public async Task Concurrent_publishes_all_arrive_once_and_whole()
    {
        const int Publishes = 400;
        await using var subscriber = await TestClient.SubscribedAsync(broker, "many/+");
        await using var publisher = await TestClient.ConnectedAsync(broker);

        await Parallel.ForAsync(0, Publishes, TestContext.Current.CancellationToken, async (i, cancelled) =>
        {
            var result = await publisher.Mqtt.PublishBinaryAsync(
                $"many/{i}", Enumerable.Repeat((byte)i, 5000 + i), (MqttQualityOfServiceLevel)(i % 2), cancellationToken: cancelled);
            result.IsSuccess.ShouldBeTrue();
        });

        var seen = new HashSet<int>();
        while (seen.Count < Publishes)
        {
            var message = await subscriber.NextMessageAsync();
            var number = int.Parse(message.Topic.AsSpan("many/".Length), null);
            seen.Add(number).ShouldBeTrue($"{number} came twice");
            var payload = message.Payload.ToArray();
            payload.Length.ShouldBe(5000 + number);
            payload.ShouldAllBe(value => value == (byte)number);
        }
    }

    [Fact]
    public async Task Messages_of_one_publisher_arrive_in_order()
    {
        await using var client = await TestClient.SubscribedAsync(broker, "order");

        for (var i = 0; i < 200; i++) await client.PublishAsync("order", $"{i}", qos: 0);

        for (var i = 0; i < 200; i++) (await client.NextTextAsync()).ShouldBe($"{i}");
    }

    [Fact]
    public async Task Unsubscribed_topic_is_quiet()
    {
        await using var client = await TestClient.SubscribedAsync(broker, "quiet");
        await client.Mqtt.SubscribeAsync("loud");

        var result = await client.Mqtt.UnsubscribeAsync("quiet");

        result.Items.Single().ResultCode.ShouldBe(MqttClientUnsubscribeResultCode.Success);
        result.Items.Single().TopicFilter.ShouldBe("quiet");
        await client.PublishAsync("quiet", "not this");
        await client.PublishAsync("loud", "but this");
        (await client.NextTextAsync()).ShouldBe("but this");
    }

    [Fact]
    public async Task Subscribe_result_has_an_item_for_each_filter()
    {
        await using var client = await TestClient.ConnectedAsync(broker);
        var options = new MqttClientSubscribeOptionsBuilder()
            .WithTopicFilter("a/+")
            .WithTopicFilter(filter => filter.WithTopic("b/#").WithAtLeastOnceQoS())
            .Build();

        var result = await client.Mqtt.SubscribeAsync(options, TestContext.Current.CancellationToken);

        result.Items.Select(item => (item.TopicFilter.Topic, item.ResultCode)).ShouldBe(
            [("a/+", MqttClientSubscribeResultCode.GrantedQoS0), ("b/#", MqttClientSubscribeResultCode.GrantedQoS1)]);
    }

    [Theory]
    [InlineData("a/#")]
    [InlineData("+/b")]
    public async Task Topic_with_a_wildcard_is_refused_before_it_is_sent(string topic)
    {
        await using var client = await TestClient.ConnectedAsync(broker);

        await Should.ThrowAsync<MqttProtocolViolationException>(() => client.PublishAsync(topic, ""));
        client.Mqtt.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public async Task Cancelled_publish_is_not_sent_and_leaves_the_connection()
    {
        await using var client = await TestClient.SubscribedAsync(broker, "cancelled");
        var message = new MqttApplicationMessageBuilder().WithTopic("cancelled").WithPayload("never").Build();

        await Should.ThrowAsync<OperationCanceledException>(() => client.Mqtt.PublishAsync(message, new CancellationToken(canceled: true)));

        await client.PublishAsync("cancelled", "still here");
        (await client.NextTextAsync()).ShouldBe("still here");
    }
}
