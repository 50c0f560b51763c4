using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;

namespace CamStream.Packages.Yarp;

/// <summary>That YARP runs with whatever stands for its dependency System.IO.Hashing, which the policy HashCookie calls.</summary>
public sealed class SessionAffinityTests
{
    [Fact]
    public async Task Hash_cookie_names_the_destination_by_its_XXH64()
    {
        await using var backend = await StartAsync(_ => { }, app => app.MapGet("/{**path}", () => "from the backend"));
        await using var proxy = await StartAsync(
            services => services.AddReverseProxy().LoadFromMemory(
                [new RouteConfig { RouteId = "route", ClusterId = "cluster", Match = new RouteMatch { Path = "/{**path}" } }],
                [
                    new ClusterConfig
                    {
                        ClusterId = "cluster",
                        SessionAffinity = new SessionAffinityConfig { Enabled = true, Policy = "HashCookie", AffinityKeyName = "to" },
                        Destinations = new Dictionary<string, DestinationConfig> { ["D"] = new() { Address = backend.Urls.Single() } },
                    },
                ]),
            app => app.MapReverseProxy());

        using var client = new HttpClient();
        using var response = await client.GetAsync(new Uri(proxy.Urls.Single() + "/anything"));

        (await response.Content.ReadAsStringAsync()).ShouldBe("from the backend");
        response.Headers.GetValues("Set-Cookie").Single().ShouldStartWith("to=0fe8b04024a15376;");
    }

    private static async Task<WebApplication> StartAsync(Action<IServiceCollection> services, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        services(builder.Services);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return app;
    }
}
