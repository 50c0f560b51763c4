using MQTTnet;

namespace CamStream.Packages.Mqtt;

public class OptionsTests
{
    [Fact]
    public void Port_is_the_registered_one_when_none_is_given()
    {
        var options = new MqttClientOptionsBuilder().WithTcpServer("broker").Build();

        options.ChannelOptions.ShouldBeOfType<MqttClientTcpOptions>().RemoteEndpoint.ToString().ShouldBe("Unspecified/broker:1883");
    }
}
