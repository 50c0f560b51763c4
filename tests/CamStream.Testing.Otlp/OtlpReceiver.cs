using System.IO.Compression;
using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace CamStream.Testing.Otlp;

/// <summary>
/// An OpenTelemetry collector that keeps what it receives: OTLP over HTTP with protobuf, or over
/// gRPC, on a free loopback port.
/// </summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    // One byte: whether the message is compressed. Four bytes: its length.
    private const int GrpcPrefix = 5;
    private const string Grpc = "application/grpc";

    private static readonly byte[] _emptyGrpcMessage = new byte[GrpcPrefix];

    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly List<OtlpSpan> _spans = [];
    private readonly List<OtlpLog> _logs = [];
    private readonly Dictionary<string, OtlpPoint> _points = [];
    private TaskCompletionSource _received = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private OtlpReceiver(HttpProtocols protocol)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocol));
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(AcceptAsync);
    }

    /// <summary>The endpoint to export to.</summary>
    public string Url => _app.Urls.Single();

    /// <summary>Every span received.</summary>
    public IReadOnlyList<OtlpSpan> Spans => Copy(_spans);

    /// <summary>Every log record received.</summary>
    public IReadOnlyList<OtlpLog> Logs => Copy(_logs);

    /// <summary>The newest point of every series.</summary>
    public IReadOnlyList<OtlpPoint> Points => Copy(_points.Values);

    /// <param name="protocol">HTTP/2 for gRPC.</param>
    public static async Task<OtlpReceiver> StartAsync(HttpProtocols protocol = HttpProtocols.Http1)
    {
        var receiver = new OtlpReceiver(protocol);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>
    /// Waits until the received data meet a condition, which is tested after each request.
    /// </summary>
    public async Task UntilAsync(Func<OtlpReceiver, bool> condition, CancellationToken cancellation)
    {
        while (true)
        {
            var received = Volatile.Read(ref _received).Task;
            if (condition(this))
                return;
            await received.WaitAsync(cancellation);
        }
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private List<T> Copy<T>(IReadOnlyCollection<T> items)
    {
        lock (_lock)
            return [.. items];
    }

    private async Task AcceptAsync(HttpContext context)
    {
        var isGrpc = context.Request.ContentType == Grpc;
        try
        {
            if (!TryKeep(context.Request.Path, await ReadAsync(context.Request, isGrpc)))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }
        }
        catch (Exception wrong) when (wrong is InvalidProtocolBufferException or InvalidDataException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync(wrong.Message);
            return;
        }

        context.Response.ContentType = context.Request.ContentType;
        if (!isGrpc)
            return;
        context.Response.AppendTrailer("grpc-status", "0");
        await context.Response.Body.WriteAsync(_emptyGrpcMessage);
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request, bool isGrpc)
    {
        await using var body =
            request.Headers.ContentEncoding == "gzip"
                ? new GZipStream(request.Body, CompressionMode.Decompress)
                : request.Body;
        using var message = new MemoryStream();
        await body.CopyToAsync(message);
        return message.ToArray()[(isGrpc ? GrpcPrefix : 0)..];
    }

    private bool TryKeep(string path, byte[] request)
    {
        switch (path)
        {
            case "/v1/traces" or "/opentelemetry.proto.collector.trace.v1.TraceService/Export":
                Keep(OtlpDecoder.Spans(request), _spans.Add);
                break;
            case "/v1/logs" or "/opentelemetry.proto.collector.logs.v1.LogsService/Export":
                Keep(OtlpDecoder.Logs(request), _logs.Add);
                break;
            case "/v1/metrics" or "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export":
                Keep(MetricDecoder.Points(request), point => _points[point.Series] = point);
                break;
            default:
                return false;
        }
        return true;
    }

    private void Keep<T>(IEnumerable<T> items, Action<T> keep)
    {
        List<T> decoded = [.. items]; // decoded before any is added: all of a request or none
        lock (_lock)
            decoded.ForEach(keep);
        Interlocked
            .Exchange(ref _received, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))
            .SetResult();
    }
}
