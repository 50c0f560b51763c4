using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CamStream.ServiceDefaults;

/// <summary>A web service with the defaults and <c>GET /hello</c>, on a free port.</summary>
internal static class TestService
{
    public static Task<WebApplication> StartAsync(
        Action<IServiceCollection>? services = null,
        params (string Name, string Value)[] settings
    ) => StartAsync(requests: true, services, settings);

    public static Task<WebApplication> StartAsync(
        bool requests,
        Action<IServiceCollection>? services = null,
        params (string Name, string Value)[] settings
    ) => StartAsync(requests, untraced: null, services, settings);

    public static async Task<WebApplication> StartAsync(
        bool requests,
        Func<HttpRequest, bool>? untraced,
        Action<IServiceCollection>? services = null,
        params (string Name, string Value)[] settings
    )
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("HTTP_PORTS", (string?)"0")]);
        builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))
        );
        builder.AddServiceDefaults(requests, untraced);
        services?.Invoke(builder.Services);

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapGet("/hello", () => "hello");
        await app.StartAsync();
        return app;
    }

    public static async Task<HttpStatusCode> GetAsync(this WebApplication app, string path)
    {
        // The request has no span of its own.
        using var client = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null });
        using var response = await client.GetAsync(app.Address(path));
        return response.StatusCode;
    }

    public static Uri Address(this WebApplication app, string path) =>
        new($"http://127.0.0.1:{new Uri(app.Urls.Single()).Port}{path}");
}
