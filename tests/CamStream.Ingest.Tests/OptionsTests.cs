using Microsoft.Extensions.Options;

namespace CamStream.Ingest;

public class OptionsTests
{
    [Theory]
    [InlineData("Forwarding:QueueCapacity", "0", "between 1 and 64")]
    [InlineData("Intake:MaxFrameBytes", "10", "between 1024 and 16777216")]
    [InlineData("Cameras:Max", "-1", "between 1 and 10000")]
    [InlineData("Mqtt:Port", "70000", "between 1 and 65535")]
    [InlineData("Mqtt:Host", "", "required")]
    [InlineData("Mqtt:PasswordFile", "/nowhere/password", "a file that exists")]
    [InlineData("Mqtt:CaFile", "/nowhere/ca.crt", "a PEM file with certificates")]
    [InlineData("Mqtt:CaFile", "/proc/version", "a PEM file with certificates")]
    public async Task A_wrong_value_stops_Ingest_and_the_message_names_key_value_and_what_is_allowed(
        string key,
        string value,
        string allowed
    )
    {
        await using var app = IngestApplication.Build([
            "--urls=http://127.0.0.1:0",
            "--services:encoder-0:http:0=http://127.0.0.1:9",
            "--Mqtt:User=ingest",
            "--Mqtt:Tls=true",
            $"--{key}={value}",
        ]);
        var failure = await Should.ThrowAsync<OptionsValidationException>(() =>
            app.StartAsync(IngestFixture.Cancellation)
        );
        failure.Message.ShouldStartWith($"{key} is '{value}'.", Case.Sensitive);
        failure.Message.ShouldContain(allowed);
    }
}
