using System.Net.Http.Json;

namespace Aspire.Hosting;

public class TestingBuilderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AppHost_runs_from_its_entry_point_with_the_arguments_of_the_test()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Sample_AppHost>(["--Word=hello"], Cancellation);
        await using var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("front", Cancellation);

        using var service = app.CreateHttpClient("service-0", "http");
        using var front = app.CreateHttpClient("front");
        var environment = await service.GetFromJsonAsync<Dictionary<string, string>>("/environment", Cancellation);
        var frontEnvironment = await front.GetFromJsonAsync<Dictionary<string, string>>("/environment", Cancellation);

        var address = app.GetEndpoint("service-0", "http");
        address.Port.ShouldNotBe(8123); // many tests may run side by side
        environment!["Word"].ShouldBe("hello");
        environment["ASPNETCORE_URLS"].ShouldBe($"http://localhost:{address.Port}");
        environment["OTEL_SERVICE_NAME"].ShouldBe("service-0");
        environment.ShouldNotContainKey("OTEL_EXPORTER_OTLP_ENDPOINT");
        environment.ShouldNotContainKey("DOTNET_ENVIRONMENT");
        frontEnvironment!["services__service-0__http__0"].ShouldBe($"http://localhost:{address.Port}");
        frontEnvironment["SERVICE_0_HTTP"].ShouldBe($"http://localhost:{address.Port}");
        frontEnvironment["Service__Port"].ShouldBe($"{address.Port}");
    }

    [Fact]
    public async Task Resource_is_found_at_the_same_address_after_a_restart()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Sample_AppHost>(Cancellation);
        await using var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("service-0", Cancellation);
        using var client = app.CreateHttpClient("service-0");
        var first = await client.GetFromJsonAsync<int>("/process", Cancellation);

        await app.ResourceCommands.ExecuteCommandAsync("service-0", KnownResourceCommands.StopCommand, Cancellation);
        await Should.ThrowAsync<HttpRequestException>(client.GetStringAsync(new Uri("/process", UriKind.Relative), Cancellation));
        await app.ResourceCommands.ExecuteCommandAsync("service-0", KnownResourceCommands.StartCommand, Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("service-0", Cancellation);

        (await client.GetFromJsonAsync<int>("/process", Cancellation)).ShouldNotBe(first);
        Processes.IsAlive(first).ShouldBeFalse();
    }

    [Fact]
    public async Task Builder_that_is_never_built_ends_its_entry_point()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Sample_AppHost>(Cancellation);
        builder.Resources.Select(resource => resource.Name).ShouldBe(["service-0", "front"]);
        builder.Configuration["AppHost:Operation"].ShouldBeNull();
        await builder.DisposeAsync();

        await Should.ThrowAsync<Exception>(builder.BuildAsync(Cancellation));
    }

    [Fact]
    public async Task Disposal_ends_the_services_and_their_children()
    {
        int process, child;
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Sample_AppHost>(Cancellation);
        await using (var app = await builder.BuildAsync(Cancellation))
        {
            await app.StartAsync(Cancellation);
            await app.ResourceNotifications.WaitForResourceHealthyAsync("service-0", Cancellation);
            using var client = app.CreateHttpClient("service-0", "http");
            process = await client.GetFromJsonAsync<int>("/process", Cancellation);
            child = await client.GetFromJsonAsync<int>("/child", Cancellation);
        }

        await Processes.WaitForEndAsync(process, child);
    }
}
