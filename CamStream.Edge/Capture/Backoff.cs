namespace CamStream.Edge.Capture;

/// <summary>
/// The delay before the next attempt: it doubles after every failure, up to a limit. A random part
/// keeps many clients from coming back at once.
/// </summary>
internal sealed class Backoff(TimeSpan first, TimeSpan limit, Random random)
{
    private int _failures;

    /// <summary>
    /// The delay after one more failure: between half of the current step and all of it.
    /// </summary>
    public TimeSpan Next()
    {
        var step = first * Math.Pow(2, Math.Min(_failures++, 30));
        return (step < limit ? step : limit) * (0.5 + random.NextDouble() / 2);
    }

    /// <summary>Starts over after a success.</summary>
    public void Reset() => _failures = 0;
}
