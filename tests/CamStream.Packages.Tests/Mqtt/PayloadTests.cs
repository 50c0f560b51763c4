using System.Buffers;
using MQTTnet;
using MQTTnet.Protocol;

namespace CamStream.Packages.Mqtt;

/// <summary>
/// CamStream reads frames after their handler has returned, and sends them concurrently.
/// </summary>
public class PayloadTests(MosquittoBroker broker) : IClassFixture<MosquittoBroker>
{
    [Fact]
    public async Task Received_payload_may_be_kept()
    {
        await using var client = await TestClient.SubscribedAsync(broker, "kept");
        await client.PublishAsync("kept", "first");
        var kept = await client.NextMessageAsync();

        for (var i = 0; i < 50; i++)
            await client.PublishAsync("kept", "other");
        for (var i = 0; i < 50; i++)
            await client.NextMessageAsync();

        kept.ConvertPayloadToString().ShouldBe("first");
    }

    [Fact]
    public async Task Concurrent_publishes_all_arrive_once_and_whole()
    {
        const int Publishes = 400;
        await using var subscriber = await TestClient.SubscribedAsync(broker, "many/+");
        await using var publisher = await TestClient.ConnectedAsync(broker);

        await Parallel.ForAsync(
            0,
            Publishes,
            TestContext.Current.CancellationToken,
            async (i, cancelled) =>
            {
                var result = await publisher.Mqtt.PublishBinaryAsync(
                    $"many/{i}",
                    Enumerable.Repeat((byte)i, 5000 + i),
                    (MqttQualityOfServiceLevel)(i % 2),
                    cancellationToken: cancelled
                );
                result.IsSuccess.ShouldBeTrue();
            }
        );

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
}
