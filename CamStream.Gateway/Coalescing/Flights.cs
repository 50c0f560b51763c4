using CamStream.Gateway.Telemetry;
using Microsoft.Extensions.Options;

namespace CamStream.Gateway.Coalescing;

/// <summary>
/// One request to the encoders however many viewers ask the same: the first starts it, those who
/// come while it is under way wait for it too, and who comes after finds it in the cache where the
/// encoder allows that. Looking and joining are one step, so nothing is asked twice.
/// </summary>
internal sealed class Flights(AnswerCache cache, GatewayMetrics metrics, IOptions<CoalescingOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Flight> _flights = new(StringComparer.Ordinal);
    private readonly int _maxFlights = options.Value.MaxOriginRequests;

    /// <summary>The answer to <paramref name="key"/>, with its age.</summary>
    /// <param name="key">What is asked.</param>
    /// <param name="ask">Asks the encoders; its token ends when nobody waits any more.</param>
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
            if (cache.Find(key) is { } cached)
            {
                metrics.Answered(AnswerSource.Cache);
                return cached;
            }
            if (_flights.TryGetValue(key, out flight))
            {
                metrics.Answered(AnswerSource.Shared);
            }
            else if (_flights.Count >= _maxFlights)
            {
                metrics.Answered(AnswerSource.Refused);
                return (
                    Answer.Refusal(
                        StatusCodes.Status503ServiceUnavailable,
                        "Too many requests are on their way to encoders."
                    ),
                    TimeSpan.Zero
                );
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

    private void Landed(Flight flight, Answer answer)
    {
        lock (_lock)
        {
            if (!Remove(flight))
                return;
            cache.Store(flight.Key, answer);
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

    // Whether it was there; an abandoned flight may have a successor of the same key by the time it
    // ends.
    private bool Remove(Flight flight) =>
        _flights.TryGetValue(flight.Key, out var current) && current == flight && _flights.Remove(flight.Key);
}
