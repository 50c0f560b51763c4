using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CamStream.ServiceDefaults;

public sealed class HealthEndpointsTests
{
    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task Service_without_checks_of_its_own_is_healthy(string path)
    {
        await using var app = await TestService.StartAsync();

        (await app.GetAsync(path)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Service_that_cannot_serve_is_not_ready_but_alive()
    {
        await using var app = await TestService.StartAsync(services =>
            services.AddHealthChecks().AddCheck("broker", () => HealthCheckResult.Unhealthy())
        );

        (await app.GetAsync("/health")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await app.GetAsync("/alive")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Service_that_hangs_is_neither_ready_nor_alive()
    {
        await using var app = await TestService.StartAsync(services =>
            services.AddHealthChecks().AddCheck("pump", () => HealthCheckResult.Unhealthy(), ["live"])
        );

        (await app.GetAsync("/health")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await app.GetAsync("/alive")).ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Check_that_throws_is_unhealthy()
    {
        await using var app = await TestService.StartAsync(services =>
            services.AddHealthChecks().AddCheck("broken", () => throw new InvalidOperationException("broken"))
        );

        (await app.GetAsync("/health")).ShouldBe(HttpStatusCode.ServiceUnavailable);
    }
}
