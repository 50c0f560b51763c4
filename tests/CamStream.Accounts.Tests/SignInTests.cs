using CamStream.Frames.Mqtt;
using MQTTnet;

namespace CamStream.Accounts;

public class SignInTests(SecuredBroker broker) : IClassFixture<SecuredBroker>
{
    [Fact]
    public async Task Nobody_is_let_in_without_a_name()
    {
        var options = broker.Plain("garden");
        options.User = options.Password = null;

        (await SignedIn.TryAsync(options)).ShouldBe(MqttClientConnectResultCode.NotAuthorized);
    }

    [Theory]
    [InlineData("garden")]
    [InlineData("stranger")]
    [InlineData("ingest")]
    public async Task Nobody_is_let_in_with_another_password(string user)
    {
        var options = broker.Plain("front-door");
        options.User = user;

        (await SignedIn.TryAsync(options)).ShouldBe(MqttClientConnectResultCode.NotAuthorized);
    }

    [Theory]
    [InlineData("front-door")]
    [InlineData("garden")]
    [InlineData("ingest")]
    public async Task Accounts_made_by_us_are_what_Mosquitto_reads(string user)
    {
        await using var client = await SignedIn.ConnectAsync(broker.Plain(user));

        client.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public async Task Accounts_come_and_go_while_the_broker_runs_and_nobody_else_is_disconnected()
    {
        await using var other = await SignedIn.ConnectAsync(broker.Plain("garden"));
        await other.SubscribeAsync("camstream/v1/garden/settings");
        broker.Add("new");
        await UntilAsync(broker.Plain("new"), MqttClientConnectResultCode.Success);

        await using var camera = await SignedIn.ConnectAsync(broker.Plain("new"));
        broker.Accounts.RemoveCamera("new");
        await camera.Disconnected;
        await UntilAsync(broker.Plain("new"), MqttClientConnectResultCode.NotAuthorized);

        // The session is the one that subscribed.
        await using var ingest = await SignedIn.ConnectAsync(broker.Plain("ingest"));
        await ingest.PublishAsync("camstream/v1/garden/settings", "still there");
        (await other.NextAsync()).Text.ShouldBe("still there");
    }

    private static async Task UntilAsync(BrokerOptions options, MqttClientConnectResultCode wanted)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await SignedIn.TryAsync(options) != wanted)
            await timer.WaitForNextTickAsync(SecuredBroker.Cancellation);
    }
}
