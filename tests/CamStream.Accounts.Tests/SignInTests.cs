using CamStream.Frames.Mqtt;
using MQTTnet;

namespace CamStream.Accounts;

public class SignInTests(SecuredBroker broker) : IClassFixture<SecuredBroker>
{
    [Fact]
    public async Task Nobody_signs_in_without_a_name()
    {
        var options = broker.Plain("garden");
        options.User = options.Password = null;

        (await SignedIn.TryAsync(options)).ShouldBe(MqttClientConnectResultCode.NotAuthorized);
    }

    [Theory]
    [InlineData("garden")]
    [InlineData("stranger")]
    [InlineData("ingest")]
    public async Task Nobody_signs_in_with_a_wrong_password(string user)
    {
        var options = broker.Plain("front-door");
        options.User = user;

        (await SignedIn.TryAsync(options)).ShouldBe(MqttClientConnectResultCode.NotAuthorized);
    }

    [Theory]
    [InlineData("front-door")]
    [InlineData("garden")]
    [InlineData("ingest")]
    public async Task Mosquitto_accepts_the_accounts_that_we_make(string user)
    {
        await using var client = await SignedIn.ConnectAsync(broker.Plain(user));

        client.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public async Task Accounts_change_while_the_broker_runs_without_disconnecting_others()
    {
        await using var other = await SignedIn.ConnectAsync(broker.Plain("garden"));
        await other.SubscribeAsync("camstream/v1/garden/settings");
        broker.Add("new");
        await UntilAsync(broker.Plain("new"), MqttClientConnectResultCode.Success);

        await using var camera = await SignedIn.ConnectAsync(broker.Plain("new"));
        broker.Accounts.RemoveCamera("new");
        await camera.Disconnected;
        await UntilAsync(broker.Plain("new"), MqttClientConnectResultCode.NotAuthorized);

        // The session that subscribed is still connected.
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
