using Microsoft.Extensions.Options;

namespace CamStream.Gateway;

public class OptionsTests
{
    [Theory]
    [InlineData("Gateway:MaxOriginRequests", "0", "between 1 and 100000")]
    [InlineData("Gateway:MaxCacheSeconds", "3601", "between 0 and 3600")]
    [InlineData("Gateway:HoldMilliseconds", "-1", "between 0 and 60000")]
    public async Task An_invalid_option_stops_the_start_and_is_named_with_its_value_and_what_is_allowed(
        string key,
        string value,
        string allowed
    )
    {
        var failure = await Should.ThrowAsync<OptionsValidationException>(() =>
            GatewayFixture.StartAsync((key, value))
        );
        failure.Message.ShouldStartWith($"{key} is '{value}'.", Case.Sensitive);
        failure.Message.ShouldContain(allowed);
    }
}
