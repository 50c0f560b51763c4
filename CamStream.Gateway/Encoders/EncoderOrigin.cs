using CamStream.Gateway.Hls;
using CamStream.Gateway.Telemetry;
using Microsoft.Extensions.Options;

namespace CamStream.Gateway.Encoders;

/// <summary>
/// Asks the encoders, one after the other, until one has the answer. While another encoder takes a
/// camera over, none has it for a moment. A playlist request is held for that time, because players
/// give up on a 404.
/// </summary>
internal sealed class EncoderOrigin(
    EncoderCluster cluster,
    EncoderClient client,
    RecentCameras recent,
    GatewayMetrics metrics,
    IOptions<GatewayOptions> options,
    TimeProvider time
)
{
    private readonly TimeSpan _hold = TimeSpan.FromMilliseconds(options.Value.HoldMilliseconds);
    private readonly TimeSpan _retry = TimeSpan.FromMilliseconds(options.Value.HoldRetryMilliseconds);

    /// <summary>The answer to a request: an encoder's, or 404, 502 or 503.</summary>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellation"/> ended the request.
    /// </exception>
    public async Task<Answer> AskAsync(HlsRequest request, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var answer = await AskEachAsync(request, cancellation);
        var left = _hold - time.GetElapsedTime(started);
        if (!IsHeld(request, answer) || left <= TimeSpan.Zero)
            return answer;
        metrics.Held();
        return await HoldAsync(request, answer, left, cancellation);
    }

    private async Task<Answer> HoldAsync(
        HlsRequest request,
        Answer missing,
        TimeSpan left,
        CancellationToken cancellation
    )
    {
        using var over = new CancellationTokenSource(left, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, over.Token);
        var answer = missing;
        while (IsHeld(request, answer))
        {
            await Task.Delay(_retry, time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
            if (over.IsCancellationRequested)
                break;
            try
            {
                answer = await AskEachAsync(request, either.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                // An encoder has the camera and blocks the request, or is silent. RFC 8216bis
                // §6.2.5.2: "after blocking for more than three Target Durations SHOULD return
                // Service Unavailable". Players try again after that, but not after a 404.
                return Answer.Refusal(
                    StatusCodes.Status503ServiceUnavailable,
                    $"No encoder answered within {GatewayOptions.Section}:{nameof(GatewayOptions.HoldMilliseconds)}."
                );
            }
        }
        return answer;
    }

    /// <summary>Whether it may be missing only because another encoder is taking over.</summary>
    private bool IsHeld(HlsRequest request, Answer answer)
    {
        var missing = answer.Status is StatusCodes.Status404NotFound or StatusCodes.Status502BadGateway;
        return missing && request.IsPlaylist && recent.IsRecent(request.Camera);
    }

    /// <summary>
    /// The first answer other than 404. Without one: 404 if an encoder said so, 502 if none
    /// answered at all.
    /// </summary>
    private async Task<Answer> AskEachAsync(HlsRequest request, CancellationToken cancellation)
    {
        Answer? notFound = null;
        foreach (var encoder in EncoderRanking.For(request.Camera, cluster.Encoders, recent.PlaylistOf(request.Camera)))
        {
            var answer = await client.AskAsync(request, encoder, cancellation);
            if (answer?.Status == StatusCodes.Status404NotFound)
                notFound = answer;
            else if (answer is not null)
            {
                if (answer.Status == StatusCodes.Status200OK)
                    recent.Served(request.Camera, request.IsPlaylist ? encoder.DestinationId : null);
                return answer;
            }
        }
        return notFound ?? Answer.Refusal(StatusCodes.Status502BadGateway, "No encoder can be reached.");
    }
}
