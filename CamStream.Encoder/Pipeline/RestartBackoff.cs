namespace CamStream.Encoder.Pipeline;

/// <summary>
/// When an encoder that failed may be restarted: the first time at once, then after 0.5 s, 1 s, …
/// 8 s. After a run of <see cref="Sound"/> the count starts again. Pure: the time is an argument.
/// </summary>
internal sealed class RestartBackoff
{
    /// <summary>An encoder that ran this long did not fail to start.</summary>
    public static readonly TimeSpan Sound = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan _first = TimeSpan.FromSeconds(0.5);
    private const int MostDoublings = 4;

    private DateTimeOffset _started = DateTimeOffset.MinValue;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;
    private int _failures;

    /// <summary>
    /// Whether an encoder may be started now. A clock that was set back does not delay it.
    /// </summary>
    public bool MayStart(DateTimeOffset now) => now >= _notBefore || _notBefore - now > _first * (1 << MostDoublings);

    /// <summary>Takes the start of an encoder.</summary>
    public void Started(DateTimeOffset now) => _started = now;

    /// <summary>Takes the failure of an encoder.</summary>
    public void Failed(DateTimeOffset now)
    {
        if (now - _started >= Sound)
            _failures = 0;
        _notBefore = _failures == 0 ? now : now + _first * (1 << Math.Min(_failures - 1, MostDoublings));
        _failures++;
    }
}
