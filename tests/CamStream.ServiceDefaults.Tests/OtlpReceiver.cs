using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace CamStream.ServiceDefaults;

/// <summary>
/// An OpenTelemetry collector that keeps what it is sent, by request path. Protobuf keeps strings as plain UTF-8, so what was
/// exported can be searched for names.
/// </summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private static readonly byte[] _emptyGrpcMessage = new byte[5];

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, string> _received = [];

    private OtlpReceiver(HttpProtocols protocol)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = protocol));
        _app = builder.Build();
        _app.MapPost("/{**path}", AcceptAsync);
    }

    public string Url => _app.Urls.Single();

    public IEnumerable<string> Paths => _received.Keys;

    public static async Task<OtlpReceiver> StartAsync(HttpProtocols protocol = HttpProtocols.Http1)
    {
        var receiver = new OtlpReceiver(protocol);
        await receiver._app.StartAsync();
        return receiver;
    }

    public string Received(string path) => _received.GetValueOrDefault(path, "");

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AcceptAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var text = Encoding.Latin1.GetString(body.ToArray());
        _received.AddOrUpdate(context.Request.Path, text, (_, before) => before + text);

        if (context.Request.ContentType != "application/grpc")
            return;
        context.Response.ContentType = "application/grpc";
        context.Response.AppendTrailer("grpc-status", "0");
        await context.Response.Body.WriteAsync(_emptyGrpcMessage);
    }
}
