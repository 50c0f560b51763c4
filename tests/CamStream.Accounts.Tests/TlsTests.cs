using MQTTnet.Exceptions;

namespace CamStream.Accounts;

public class TlsTests(SecuredBroker broker) : IClassFixture<SecuredBroker>
{
    [Fact]
    public async Task A_camera_that_trusts_our_authority_signs_in()
    {
        await using var camera = await SignedIn.ConnectAsync(broker.Tls("garden"));

        camera.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public async Task A_broker_of_another_authority_receives_no_password()
    {
        var folder = Directory.CreateTempSubdirectory("camstream-authority-");
        try
        {
            PrivateAuthority.In(folder.FullName, TimeProvider.System).Dispose();
            var options = broker.Tls("garden");
            options.CaFile = Path.Combine(folder.FullName, "ca.crt");

            await Should.ThrowAsync<MqttCommunicationException>(() => SignedIn.TryAsync(options));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_broker_of_another_name_receives_no_password()
    {
        var options = broker.Tls("garden");
        options.Host = "127.0.0.1"; // the certificate says localhost

        await Should.ThrowAsync<MqttCommunicationException>(() => SignedIn.TryAsync(options));
    }

    [Fact]
    public async Task Without_our_authority_the_system_does_not_trust_our_broker()
    {
        var options = broker.Tls("garden");
        options.CaFile = null;

        await Should.ThrowAsync<MqttCommunicationException>(() => SignedIn.TryAsync(options));
    }

    [Fact]
    public async Task A_client_id_cannot_be_used_to_disconnect_another_camera()
    {
        await using var ingest = await SignedIn.ConnectAsync(broker.Plain("ingest"));
        await using var camera = await SignedIn.ConnectAsync(
            broker.Tls("garden"),
            options => options.WithClientId("camera")
        );
        await camera.SubscribeAsync("camstream/v1/garden/settings");

        await using var other = await SignedIn.ConnectAsync(
            broker.Tls("front-door"),
            options => options.WithClientId("camera")
        );

        await ingest.PublishAsync("camstream/v1/garden/settings", "still there");
        (await camera.NextAsync()).Text.ShouldBe("still there");
    }
}
