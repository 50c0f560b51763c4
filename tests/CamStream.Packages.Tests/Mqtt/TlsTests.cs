using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace CamStream.Packages.Mqtt;

public class TlsTests(TlsBroker broker) : IClassFixture<TlsBroker>
{
    [Fact]
    public async Task Certificate_of_a_trusted_authority_is_accepted()
    {
        await using var client = await TestClient.ConnectedAsync(broker, Trusting);
        await client.Mqtt.SubscribeAsync("tls");
        var picture = new byte[300_000];
        new Random(2).NextBytes(picture);

        await client.Mqtt.PublishBinaryAsync("tls", picture, MqttQualityOfServiceLevel.AtLeastOnce);

        (await client.NextMessageAsync()).Payload.FirstSpan.SequenceEqual(picture).ShouldBeTrue();
    }

    [Fact]
    public async Task Certificate_of_an_unknown_authority_is_refused()
    {
        await using var client = new TestClient();
        var options = TestClient.Options(broker, options => options.WithTlsOptions(tls => tls.WithTargetHost("localhost")));

        await Should.ThrowAsync<MqttCommunicationException>(() => client.Mqtt.ConnectAsync(options, TestContext.Current.CancellationToken));

        (await client.DisconnectedAsync()).ClientWasConnected.ShouldBeFalse();
    }

    [Fact]
    public async Task Certificate_for_another_name_is_refused()
    {
        await using var client = new TestClient();
        var options = TestClient.Options(broker, options => options.WithTlsOptions(tls => tls
            .WithTargetHost("elsewhere")
            .WithTrustChain([broker.Authority])
            .WithIgnoreCertificateRevocationErrors()));

        await Should.ThrowAsync<MqttCommunicationException>(() => client.Mqtt.ConnectAsync(options, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Validation_handler_decides_alone()
    {
        await using var client = await TestClient.ConnectedAsync(broker, options => options.WithTlsOptions(tls => tls
            .WithCertificateValidationHandler(certificate => certificate.Certificate.Subject == "CN=localhost")));

        client.Mqtt.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public async Task Plain_connection_to_a_tls_port_fails()
    {
        await using var client = new TestClient();

        await Should.ThrowAsync<MqttCommunicationException>(
            () => client.Mqtt.ConnectAsync(TestClient.Options(broker), TestContext.Current.CancellationToken));
    }

    private void Trusting(MqttClientOptionsBuilder options) => options.WithTlsOptions(tls => tls
        .WithTargetHost("localhost")
        .WithTrustChain([broker.Authority])
        .WithIgnoreCertificateRevocationErrors());
}
