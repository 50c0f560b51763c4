namespace CamStream.Encoder.Timeline;

/// <summary>
/// How long a frame may be under way and still be waited for: what the slowest frame of the last
/// seconds needed from capture to arrival. A slow network is waited for; a camera that stopped
/// delays the picture no longer than that. Constant memory.
/// </summary>
internal sealed class TransitAllowance
{
    /// <summary>
    /// The least, in ticks of 90 kHz: 50 ms, what scheduling and a quick network need.
    /// </summary>
    public const long LeastTicks = MediaGrid.Timescale90k / 20;

    /// <summary>The most, in ticks of 90 kHz: 1 s.</summary>
    public const long MostTicks = MediaGrid.Timescale90k;

    private const int Slices = 8;
    private const long SliceTicks = MediaGrid.Timescale90k / 2;

    private readonly (long Slice, long Slowest)[] _slices = new (long, long)[Slices];

    /// <summary>In ticks of 90 kHz.</summary>
    public long Ticks { get; private set; } = LeastTicks;

    /// <summary>Takes what a frame needed, and when it arrived.</summary>
    public void Add(long transit, long arrived)
    {
        var now = arrived / SliceTicks;
        ref var current = ref _slices[now % Slices];
        current = current.Slice == now ? (now, Math.Max(current.Slowest, transit)) : (now, transit);
        var slowest = LeastTicks;
        foreach (var (slice, value) in _slices)
        {
            if (slice > now - Slices && slice <= now)
                slowest = Math.Max(slowest, value);
        }
        Ticks = Math.Min(slowest, MostTicks);
    }
}
