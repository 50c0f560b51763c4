using CamStream.Gateway.Coalescing;
using CamStream.Gateway.Latency;
using CamStream.Gateway.Telemetry;
using Microsoft.Extensions.Options;

namespace CamStream.Gateway.Encoders;

/// <summary>
/// Asks the encoders for something of a camera, one after the other until one has it. While a camera changes from one encoder to another none has
/// it for a moment; playlist requests wait for that, because players give up on a 404.
/// </summary>
internal sealed class EncoderOrigin(RecentCameras recent, TracedFrames frames, GatewayMetrics metrics, IOptions<CoalescingOptions> options, TimeProvider time)
{
    private readonly CoalescingOptions _options = options.Value;
    private readonly MemoryBudget _arriving = new(options.Value.MaxArrivingBytes);
    private readonly TimeSpan _hold = TimeSpan.FromMilliseconds(options.Value.HoldMilliseconds);
    private readonly TimeSpan _retry = TimeSpan.FromMilliseconds(options.Value.HoldRetryMilliseconds);

    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> ended it.</exception>
    public async Task<Answer> AskAsync(HlsRequest request, ProxyRoute route, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        for (var round = 0; ; round++)
        {
            var answer = await AskEachAsync(request, route, cancellation);
            if (answer.Status == StatusCodes.Status200OK) recent.Served(request.Camera);
            var missing = answer.Status is StatusCodes.Status404NotFound or StatusCodes.Status502BadGateway;
            if (!missing || !request.IsPlaylist || !recent.IsRecent(request.Camera) || time.GetElapsedTime(started) >= _hold) return answer;
            if (round == 0) metrics.Held();
            await Task.Delay(_retry, time, cancellation);
        }
    }

    /// <summary>The first answer that is none of 404 and silence; else 404 where an encoder said so, 502 where none said anything.</summary>
    private async Task<Answer> AskEachAsync(HlsRequest request, ProxyRoute route, CancellationToken cancellation)
    {
        Answer? notFound = null;
        foreach (var encoder in EncoderRanking.For(request.Camera, route.Feature.AllDestinations))
        {
            using var buffer = new AnswerBuffer(_options.MaxAnswerBytes, _arriving);
            var answer = await EncoderAttempt.AskAsync(request, encoder, route, buffer, frames, time, cancellation);
            if (answer?.Status == StatusCodes.Status404NotFound) notFound = answer;
            else if (answer is not null) return answer;
        }
        return notFound ?? Answer.Refusal(StatusCodes.Status502BadGateway, "No encoder can be reached.");
    }
}
