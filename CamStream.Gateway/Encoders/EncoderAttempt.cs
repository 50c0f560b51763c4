using CamStream.Gateway.Coalescing;
using CamStream.Gateway.Latency;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace CamStream.Gateway.Encoders;

/// <summary>
/// One request to one encoder through YARP, into memory. It has a context of its own, apart from
/// every viewer's: their headers do not reach the encoder, their leaving does not end it, and a
/// failed attempt leaves nothing behind.
/// </summary>
internal static class EncoderAttempt
{
    /// <summary>
    /// The encoder's answer; null when it could not be reached, broke off or was given up for dead.
    /// </summary>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellation"/> ended it.
    /// </exception>
    public static async Task<Answer?> AskAsync(
        HlsRequest request,
        DestinationState encoder,
        ProxyRoute route,
        AnswerBuffer buffer,
        TracedFrames frames,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var context = CreateContext(request, encoder, route, buffer, giveUp.Token);
        var forwarding = route.Forward(context);
        await WatchAsync(forwarding, encoder, giveUp, time);
        cancellation.ThrowIfCancellationRequested();

        if (buffer.Refusal is { } refusal)
            return refusal;
        if (context.Features.Get<IForwarderErrorFeature>() is not null)
            return null;
        var headers = context.Response.Headers;
        return new Answer(context.Response.StatusCode, buffer.Body)
        {
            ContentType = headers.ContentType,
            CacheControl = headers.CacheControl,
            ETag = headers.ETag,
            LastModified = headers.LastModified,
            RetryAfter = headers.RetryAfter,
            Frames =
                request.IsPlaylist || context.Response.StatusCode != StatusCodes.Status200OK
                    ? []
                    : frames.Read(headers[TracedFrameHeader.Name]),
        };
    }

    // A blocked request to an encoder that hangs would wait for its silence to be noticed; the
    // probes know sooner.
    private static async Task WatchAsync(
        Task forwarding,
        DestinationState encoder,
        CancellationTokenSource giveUp,
        TimeProvider time
    )
    {
        var patience = TimeSpan.FromSeconds(1);
        while (!forwarding.IsCompleted)
        {
            using var tick = new CancellationTokenSource();
            await Task.WhenAny(forwarding, Task.Delay(patience, time, tick.Token));
            if (!forwarding.IsCompleted && EncoderRanking.IsDead(encoder))
                await giveUp.CancelAsync();
            await tick.CancelAsync();
            patience = TimeSpan.FromSeconds(0.25);
        }
        await forwarding;
    }

    private static DefaultHttpContext CreateContext(
        HlsRequest request,
        DestinationState encoder,
        ProxyRoute route,
        AnswerBuffer buffer,
        CancellationToken aborted
    )
    {
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(
            new HttpRequestFeature
            {
                Method = HttpMethods.Get, // HEAD is answered from the same bytes
                Protocol = HttpProtocol.Http11,
                Scheme = Uri.UriSchemeHttp,
                Path = request.Path,
                QueryString = request.Query,
            }
        );
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature { RequestAborted = aborted });
        features.Set<IReverseProxyFeature>(
            new ReverseProxyFeature
            {
                Route = route.Feature.Route,
                Cluster = route.Feature.Cluster,
                AllDestinations = route.Feature.AllDestinations,
                AvailableDestinations = [encoder],
            }
        );
        var context = new DefaultHttpContext(features);
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(buffer));
        buffer.ExpectedLength = () => context.Response.ContentLength;
        context.SetEndpoint(route.Endpoint);
        return context;
    }
}
