using CamStream.Gateway.Encoders;
using CamStream.Gateway.Hls;
using CamStream.Gateway.Telemetry;
using Microsoft.Extensions.Options;

namespace CamStream.Gateway.Coalescing;

/// <summary>
/// Makes one request to the encoders however many viewers ask the same. The first viewer starts it;
/// those who come meanwhile wait for it too; those who come later find the answer in the cache if
/// the encoder allows that. A lookup and joining a flight are one step, so nothing is asked twice.
/// Thread-safe.
/// </summary>
internal sealed class Flights(AnswerCache cache, GatewayMetrics metrics, IOptions<GatewayOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Flight> _flights = new(StringComparer.Ordinal);
    private readonly int _maxFlights = options.Value.MaxOriginRequests;

    /// <summary>The answer to a request, with its age.</summary>
    /// <param name="key">What is asked for.</param>
    /// <param name="ask">Asks the encoders; its token ends when no viewer waits any more.</param>
    /// <param name="viewer">Ends when this viewer leaves.</param>
    /// <exception cref="OperationCanceledException">The viewer left.</exception>
    public async Task<(Answer Answer, TimeSpan Age)> GetAsync(
        string key,
        Func<CancellationToken, Task<Answer>> ask,
        CancellationToken viewer
    )
    {
        Flight? flight;
        lock (_lock)
        {
            var cached = cache.Find(key);
            metrics.Cached(cache.Bytes);
            if (cached is { } found)
            {
                metrics.Answered(AnswerSource.Cache);
                return found;
            }
            if (_flights.TryGetValue(key, out flight))
            {
                metrics.Answered(AnswerSource.Shared);
            }
            else if (_flights.Count >= _maxFlights)
            {
                metrics.Answered(AnswerSource.Refused);
                return (TooMany(), TimeSpan.Zero);
            }
            else
            {
                metrics.Answered(AnswerSource.Origin);
                flight = _flights[key] = new Flight(key);
                flight.Start(ask, Landed);
            }
            flight.Waiters++;
        }
        try
        {
            return (await flight.Answer.WaitAsync(viewer), TimeSpan.Zero);
        }
        finally
        {
            Leave(flight);
        }
    }

    private static Answer TooMany() =>
        Answer.Refusal(
            StatusCodes.Status503ServiceUnavailable,
            "Too many different requests to encoders are under way "
                + $"({GatewayOptions.Section}:{nameof(GatewayOptions.MaxOriginRequests)})."
        );

    private void Landed(Flight flight, Answer answer)
    {
        lock (_lock)
        {
            if (!Remove(flight))
                return;
            cache.Store(flight.Key, answer);
            metrics.Cached(cache.Bytes);
        }
    }

    private void Leave(Flight flight)
    {
        lock (_lock)
        {
            if (--flight.Waiters > 0 || !Remove(flight))
                return;
        }
        flight.Abandon();
    }

    // False if it was removed before. An abandoned flight may have a successor with the same key
    // when it ends.
    private bool Remove(Flight flight) =>
        _flights.TryGetValue(flight.Key, out var current) && current == flight && _flights.Remove(flight.Key);
}
