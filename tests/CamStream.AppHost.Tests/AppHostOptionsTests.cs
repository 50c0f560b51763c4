using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace CamStream.AppHost;

public class AppHostOptionsTests
{
    [Fact]
    public void The_defaults_are_three_cameras_port_8080_and_the_usual_encoders()
    {
        var options = Read();

        options.Cameras.ShouldBe(3);
        options.Encoders.ShouldBeNull();
        options.Port.ShouldBe(8080);
        options.Broker.ShouldBeNull();
        options.Otlp.ShouldBeNull();
    }

    [Theory]
    [InlineData("Cameras", "-1", "Cameras is '-1'. The field Cameras must be between 0 and 100.")]
    [InlineData("Cameras", "101", "Cameras is '101'. The field Cameras must be between 0 and 100.")]
    [InlineData("Encoders", "0", "Encoders is '0'. The field Encoders must be between 1 and 32.")]
    [InlineData("Port", "65536", "Port is '65536'. The field Port must be between 0 and 65535.")]
    [InlineData(
        "Otlp",
        "collector",
        "Otlp is 'collector'. The field Otlp must be a URL like http://localhost:4318, or none."
    )]
    [InlineData("Broker", "cloud", "Broker is 'cloud'. The field Broker must be container or local.")]
    public void A_value_that_is_not_allowed_is_refused_with_its_name(string option, string value, string message) =>
        Should.Throw<ValidationException>(() => Read((option, value))).Message.ShouldBe(message);

    [Theory]
    [InlineData("container")]
    [InlineData("local")]
    public void The_broker_is_container_or_local(string kind) => Read(("Broker", kind)).Broker.ShouldBe(kind);

    [Theory]
    [InlineData("none")]
    [InlineData("https://collector.example:4317/otlp")]
    public void Telemetry_goes_to_a_collector_or_nowhere(string otlp) => Read(("Otlp", otlp)).Otlp.ShouldBe(otlp);

    private static AppHostOptions Read(params (string Key, string Value)[] values) =>
        AppHostOptions.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(values.ToDictionary(pair => pair.Key, pair => (string?)pair.Value))
                .Build()
        );
}
