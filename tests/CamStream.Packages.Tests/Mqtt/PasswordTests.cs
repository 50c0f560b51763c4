using MQTTnet;

namespace CamStream.Packages.Mqtt;

public class PasswordTests(PasswordBroker broker) : IClassFixture<PasswordBroker>
{
    [Fact]
    public async Task Right_password_connects()
    {
        await using var client = await TestClient.ConnectedAsync(broker, options => options.WithCredentials("cam", "secret"));

        client.Mqtt.IsConnected.ShouldBeTrue();
    }

    [Theory]
    [InlineData("cam", "wrong")]
    [InlineData("stranger", "secret")]
    [InlineData(null, null)]
    public async Task Refused_sign_in_is_a_result_and_a_disconnected_event(string? user, string? password)
    {
        await using var client = new TestClient();
        var options = TestClient.Options(broker, options => { if (user is not null) options.WithCredentials(user, password); });

        var result = await client.Mqtt.ConnectAsync(options, TestContext.Current.CancellationToken);

        result.ResultCode.ShouldBeOneOf(MqttClientConnectResultCode.NotAuthorized, MqttClientConnectResultCode.BadUserNameOrPassword);
        client.Mqtt.IsConnected.ShouldBeFalse();
        var disconnected = await client.DisconnectedAsync();
        disconnected.ClientWasConnected.ShouldBeFalse();
        disconnected.ConnectResult.ShouldBeSameAs(result);
    }

    [Fact]
    public async Task Refused_client_connects_once_the_password_is_right()
    {
        await using var client = new TestClient();
        await client.Mqtt.ConnectAsync(TestClient.Options(broker, o => o.WithCredentials("cam", "wrong")), TestContext.Current.CancellationToken);
        await client.DisconnectedAsync();

        var result = await client.Mqtt.ConnectAsync(
            TestClient.Options(broker, o => o.WithCredentials("cam", "secret")), TestContext.Current.CancellationToken);

        result.ResultCode.ShouldBe(MqttClientConnectResultCode.Success);
    }
}
