using Microsoft.Extensions.Options;

namespace CamStream.Gateway;

public class OptionsTests
{
    [Theory]
    [InlineData("Gateway:MaxOriginRequests", "0", "between 1 and 100000")]
    [InlineData("Gateway:MaxCacheSeconds", "3601", "between 0 and 3600")]
    public async Task A_wrong_value_stops_the_gateway_with_its_name_itself_and_what_is_allowed(
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
