namespace CamStream.Encoder.Pipeline;

/// <summary>
/// When an encoder that failed may be started again: the first time at once, then after 0.5 s, 1 s,
/// … 8 s. One that ran for <see cref="Sound"/> before it failed is forgiven. Pure: the time comes
/// as an argument.
/// </summary>
internal sealed class RestartBackoff
{
    /// <summary>Running this long is no failure to start.</summary>
    public static readonly TimeSpan Sound = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan _first = TimeSpan.FromSeconds(0.5);
    private const int MostDoublings = 4;

    private DateTimeOffset _started = DateTimeOffset.MinValue;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;
    private int _failures;

    /// <summary>
    /// Whether an encoder may be started now. A clock that was set back does not count.
    /// </summary>
    public bool MayStart(DateTimeOffset now) => now >= _notBefore || _notBefore - now > _first * (1 << MostDoublings);

    /// <summary>An encoder was started.</summary>
    public void Started(DateTimeOffset now) => _started = now;

    /// <summary>It failed.</summary>
    public void Failed(DateTimeOffset now)
    {
        if (now - _started >= Sound)
            _failures = 0;
        _notBefore = _failures == 0 ? now : now + _first * (1 << Math.Min(_failures - 1, MostDoublings));
        _failures++;
    }
}
