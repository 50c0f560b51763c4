using MQTTnet;
using MQTTnet.Protocol;

namespace CamStream.Packages.Mqtt;

public class AcknowledgementTests(MosquittoBroker broker) : IClassFixture<MosquittoBroker>
{
    [Fact]
    public async Task An_unacknowledged_message_is_sent_again_after_a_reconnect()
    {
        await using var publisher = await TestClient.ConnectedAsync(broker);
        var first = await ResumeAsync("redelivery");
        await first.Mqtt.SubscribeAsync("redelivery", MqttQualityOfServiceLevel.AtLeastOnce);
        await publisher.PublishAsync("redelivery", "picture");
        (await first.NextMessageAsync()).Dup.ShouldBeFalse();
        first.Mqtt.Dispose();

        await using (var second = await ResumeAsync("redelivery"))
        {
            var again = await second.NextAsync();
            again.ApplicationMessage.ConvertPayloadToString().ShouldBe("picture");
            again.ApplicationMessage.Dup.ShouldBeTrue();
            await again.AcknowledgeAsync(TestContext.Current.CancellationToken);
            await Should.ThrowAsync<InvalidOperationException>(() =>
                again.AcknowledgeAsync(TestContext.Current.CancellationToken)
            );
        }

        await using var third = await ResumeAsync("redelivery");
        await publisher.PublishAsync("redelivery", "next");
        (await third.NextTextAsync()).ShouldBe("next");
    }

    [Fact]
    public async Task Broker_sends_no_more_than_the_receive_maximum_unacknowledged()
    {
        await using var subscriber = await TestClient.ConnectedAsync(
            broker,
            options => options.WithReceiveMaximum(2),
            autoAcknowledge: false
        );
        await subscriber.Mqtt.SubscribeAsync("window", MqttQualityOfServiceLevel.AtLeastOnce);
        await using var publisher = await TestClient.ConnectedAsync(broker);
        for (var i = 1; i <= 5; i++)
            await publisher.PublishAsync("window", $"{i}");

        var first = await subscriber.NextAsync();
        first.ApplicationMessage.ConvertPayloadToString().ShouldBe("1");
        var second = await subscriber.NextAsync();
        await subscriber.Mqtt.PingAsync(TestContext.Current.CancellationToken);
        var third = subscriber.NextAsync();
        third.IsCompleted.ShouldBeFalse();

        await first.AcknowledgeAsync(TestContext.Current.CancellationToken);
        (await third).ApplicationMessage.ConvertPayloadToString().ShouldBe("3");
        await second.AcknowledgeAsync(TestContext.Current.CancellationToken);
        (await subscriber.NextTextAsync()).ShouldBe("4");
    }

    [Fact]
    public async Task Handlers_run_one_after_another()
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(TestClient.Options(broker), TestContext.Current.CancellationToken);
        var running = 0;
        var overlapped = false;
        var done = new TaskCompletionSource();
        var handled = 0;
        client.ApplicationMessageReceivedAsync += async _ =>
        {
            overlapped |= Interlocked.Increment(ref running) > 1;
            await Task.Yield();
            Interlocked.Decrement(ref running);
            if (++handled == 100)
                done.SetResult();
        };
        await client.SubscribeAsync("sequence");

        for (var i = 0; i < 100; i++)
            await client.PublishStringAsync("sequence", $"{i}");

        await done.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        overlapped.ShouldBeFalse();
    }

    [Fact]
    public async Task A_handler_may_publish_and_await_the_acknowledgement()
    {
        await using var answers = await TestClient.SubscribedAsync(broker, "answer");
        await using var client = await TestClient.SubscribedAsync(broker, "question");
        client.Mqtt.ApplicationMessageReceivedAsync += async question =>
            await client.PublishAsync("answer", question.ApplicationMessage.ConvertPayloadToString());

        await answers.PublishAsync("question", "42");

        (await answers.NextTextAsync()).ShouldBe("42");
    }

    [Fact]
    public async Task A_handler_that_throws_does_not_stop_the_next_message()
    {
        await using var client = await TestClient.SubscribedAsync(broker, "throwing");
        client.Mqtt.ApplicationMessageReceivedAsync += _ => throw new InvalidOperationException("not this one");

        await client.PublishAsync("throwing", "1");
        await client.PublishAsync("throwing", "2");

        (await client.NextTextAsync()).ShouldBe("1");
        (await client.NextTextAsync()).ShouldBe("2");
        client.Mqtt.IsConnected.ShouldBeTrue();
    }

    private Task<TestClient> ResumeAsync(string clientId) =>
        TestClient.ConnectedAsync(
            broker,
            options => options.WithClientId(clientId).WithCleanStart(false).WithSessionExpiryInterval(60),
            autoAcknowledge: false
        );
}
