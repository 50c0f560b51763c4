using CamStream.Gateway.Coalescing;
using CamStream.Gateway.Latency;
using CamStream.Gateway.Telemetry;
using Microsoft.Extensions.Options;

namespace CamStream.Gateway.Encoders;

/// <summary>
/// Asks the encoders for something of a camera, one after the other until one has it. While a
/// camera changes from one encoder to another none has it for a moment; playlist requests wait for
/// that, because players give up on a 404.
/// </summary>
internal sealed class EncoderOrigin(
    RecentCameras recent,
    TracedFrames frames,
    GatewayMetrics metrics,
    IOptions<CoalescingOptions> options,
    TimeProvider time
)
{
    private readonly CoalescingOptions _options = options.Value;
    private readonly MemoryBudget _arriving = new(options.Value.MaxArrivingBytes);
    private readonly TimeSpan _hold = TimeSpan.FromMilliseconds(options.Value.HoldMilliseconds);
    private readonly TimeSpan _retry = TimeSpan.FromMilliseconds(options.Value.HoldRetryMilliseconds);

    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellation"/> ended it.
    /// </exception>
    public async Task<Answer> AskAsync(HlsRequest request, ProxyRoute route, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var answer = await AskEachAsync(request, route, cancellation);
        var left = _hold - time.GetElapsedTime(started);
        if (!IsHeld(request, answer) || left <= TimeSpan.Zero)
            return answer;
        metrics.Held();
        return await HoldAsync(request, route, answer, left, cancellation);
    }

    private async Task<Answer> HoldAsync(
        HlsRequest request,
        ProxyRoute route,
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
                answer = await AskEachAsync(request, route, either.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                // An encoder has it and waits itself, or is silent. RFC 8216bis §6.2.5.2: "after
                // blocking for more than three Target Durations SHOULD return Service Unavailable";
                // unlike a 404, players try that again.
                return Answer.Refusal(StatusCodes.Status503ServiceUnavailable, "No encoder had it in time.");
            }
        }
        return answer;
    }

    /// <summary>
    /// Whether it is missing only because another encoder may be taking the camera over.
    /// </summary>
    private bool IsHeld(HlsRequest request, Answer answer)
    {
        var missing = answer.Status is StatusCodes.Status404NotFound or StatusCodes.Status502BadGateway;
        return missing && request.IsPlaylist && recent.IsRecent(request.Camera);
    }

    /// <summary>
    /// The first answer that is none of 404 and silence; else 404 where an encoder said so, 502
    /// where none said anything.
    /// </summary>
    private async Task<Answer> AskEachAsync(HlsRequest request, ProxyRoute route, CancellationToken cancellation)
    {
        Answer? notFound = null;
        foreach (
            var encoder in EncoderRanking.For(
                request.Camera,
                route.Feature.AllDestinations,
                recent.PlaylistOf(request.Camera)
            )
        )
        {
            using var buffer = new AnswerBuffer(_options.MaxAnswerBytes, _arriving);
            var answer = await EncoderAttempt.AskAsync(request, encoder, route, buffer, frames, time, cancellation);
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
