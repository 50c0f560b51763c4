namespace CamStream.Edge.Capture;

/// <summary>
/// How long to wait before the next attempt: twice as long after every failure, up to a limit, with
/// a random part so that many do not come at once.
/// </summary>
internal sealed class Backoff(TimeSpan first, TimeSpan limit, Random random)
{
    private int _failures;

    /// <summary>
    /// The wait after one more failure: between half and the whole of the current step.
    /// </summary>
    public TimeSpan Next()
    {
        var step = first * Math.Pow(2, Math.Min(_failures++, 30));
        return (step < limit ? step : limit) * (0.5 + random.NextDouble() / 2);
    }

    /// <summary>It works again.</summary>
    public void Reset() => _failures = 0;
}
