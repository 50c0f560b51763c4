using System.Net;
using System.Net.Http.Headers;
using CamStream.Frames.Telemetry;
using CamStream.Gateway.Hls;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace CamStream.Gateway.Encoders;

/// <summary>
/// Asks one encoder, and takes its answer into memory. The request carries no viewer's
/// headers and outlives the viewer.
/// </summary>
internal sealed class EncoderClient(
    EncoderCluster cluster,
    TracedFrames frames,
    IOptions<GatewayOptions> options,
    TimeProvider time
)
{
    // RFC 8216bis §6.2.5.2: a blocking reload ends after three target durations at the latest, and
    // the longest segments of an encoder last 10 s. One that is silent for longer does not answer.
    private static readonly TimeSpan _silence = TimeSpan.FromSeconds(35);

    // Probes find a dead encoder sooner. The first second is for one that may be back by now.
    private static readonly TimeSpan _firstLook = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _lookInterval = TimeSpan.FromSeconds(0.25);

    private readonly int _maxAnswerBytes = options.Value.MaxAnswerBytes;
    private readonly MemoryBudget _arriving = new(options.Value.MaxArrivingBytes);

    /// <summary>
    /// The encoder's answer; null when the encoder cannot be reached, breaks off, is silent or is
    /// found dead by its probes.
    /// </summary>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellation"/> ended the request.
    /// </exception>
    public async Task<Answer?> AskAsync(HlsRequest request, DestinationState encoder, CancellationToken cancellation)
    {
        using var silence = new CancellationTokenSource(_silence, time);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation, silence.Token);
        var isKnownDead = false;
        await using var probes = time.CreateTimer(
            _ =>
            {
                if (!EncoderRanking.IsDead(encoder))
                    return;
                Volatile.Write(ref isKnownDead, true);
                giveUp.Cancel();
            },
            null,
            _firstLook,
            _lookInterval
        );
        try
        {
            var answer = await SendAsync(request, encoder, () => silence.CancelAfter(_silence), giveUp.Token);
            cluster.Answered(encoder);
            return answer;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!Volatile.Read(ref isKnownDead))
                cluster.Failed(encoder);
            return null;
        }
    }

    private async Task<Answer> SendAsync(
        HlsRequest request,
        DestinationState encoder,
        Action received,
        CancellationToken cancellation
    )
    {
        using var message = new HttpRequestMessage(
            HttpMethod.Get, // the same bytes answer HEAD
            RequestUtilities.MakeDestinationAddress(
                encoder.Model.Config.Address,
                request.Path,
                new QueryString(request.Query)
            )
        )
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        using var response = await cluster.Client.SendAsync(message, cancellation);
        received();
        using var buffer = new AnswerBuffer(_maxAnswerBytes, _arriving);
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        return await buffer.ReadAsync(body, response.Content.Headers.ContentLength, received, cancellation)
            ?? Read(request, response, buffer.Body);
    }

    private Answer Read(HlsRequest request, HttpResponseMessage response, ReadOnlyMemory<byte> body)
    {
        var headers = response.Headers.NonValidated;
        var content = response.Content.Headers.NonValidated;
        var hasFrames = response.StatusCode == HttpStatusCode.OK && !request.IsPlaylist;
        return new Answer((int)response.StatusCode, body)
        {
            ContentType = Value(content, HeaderNames.ContentType),
            LastModified = Value(content, HeaderNames.LastModified),
            CacheControl = Value(headers, HeaderNames.CacheControl),
            ETag = Value(headers, HeaderNames.ETag),
            RetryAfter = Value(headers, HeaderNames.RetryAfter),
            Captured = Value(headers, MediaHeaders.Captured),
            Frames =
                hasFrames && headers.TryGetValues(MediaHeaders.SampledFrame, out var sampled)
                    ? frames.Read(sampled)
                    : [],
        };
    }

    private static string? Value(HttpHeadersNonValidated headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.ToString() : null;
}
