namespace CamStream.Encoder.Timeline;

/// <summary>
/// How long the timeline waits for a frame in transit: as long as the slowest frame of the last
/// seconds took from capture to arrival. So it waits for a slow network, and a camera that stopped
/// delays the picture no longer than that. Constant memory.
/// </summary>
internal sealed class TransitAllowance
{
    private const int Slices = 8;

    private static readonly MediaTime _slice = MediaTime.FromMilliseconds(500);

    private readonly (long Slice, MediaTime Slowest)[] _slices = new (long, MediaTime)[Slices];

    /// <summary>The least: 50 ms, for scheduling and a quick network.</summary>
    public static MediaTime Least => MediaTime.FromMilliseconds(50);

    /// <summary>The most: 1 s.</summary>
    public static MediaTime Most => MediaTime.Second;

    /// <summary>How long to wait now.</summary>
    public MediaTime Value { get; private set; } = Least;

    /// <summary>Takes a frame's time in transit, and when it arrived.</summary>
    public void Add(MediaTime transit, MediaTime arrived)
    {
        var now = arrived / _slice;
        ref var current = ref _slices[now % Slices];
        current = current.Slice == now ? (now, MediaTime.Max(current.Slowest, transit)) : (now, transit);
        var slowest = Least;
        foreach (var (slice, value) in _slices)
        {
            if (slice > now - Slices && slice <= now)
                slowest = MediaTime.Max(slowest, value);
        }
        Value = MediaTime.Min(slowest, Most);
    }
}
