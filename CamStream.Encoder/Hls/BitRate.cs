using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.Hls;

/// <summary>
/// The bit rates of the listed segments (RFC 8216bis §4.4.6.2), in bits per second.
/// </summary>
/// <param name="Peak">BANDWIDTH: the bit rate of the largest segment.</param>
/// <param name="Average">AVERAGE-BANDWIDTH: the bit rate of all whole segments.</param>
internal readonly record struct BitRate(long Peak, long Average)
{
    /// <summary>
    /// Measures the whole segments of a window, or its parts while no segment is whole. At least 1.
    /// </summary>
    public static BitRate Of(LiveWindow window)
    {
        long peak = 0,
            bytes = 0;
        var length = MediaTime.Zero;
        foreach (var segment in window.Segments)
        {
            if (!segment.IsWhole)
                continue;
            peak = Math.Max(peak, segment.Data.Length);
            bytes += segment.Data.Length;
            length += window.Grid.SegmentDuration;
        }
        if (length > MediaTime.Zero)
            return new(PerSecond(peak, window.Grid.SegmentDuration), PerSecond(bytes, length));

        foreach (var part in window.Segments.SelectMany(segment => segment.Parts))
        {
            if (part is null)
                continue;
            bytes += part.Data.Length;
            length += window.Grid.PartDuration;
        }
        var soFar = length > MediaTime.Zero ? PerSecond(bytes, length) : 1;
        return new(soFar, soFar);
    }

    // Rounded up.
    private static long PerSecond(long bytes, MediaTime length) =>
        Math.Max(1, (long)(((Int128)bytes * 8 * MediaTime.TicksPerSecond + length.Ticks - 1) / length.Ticks));
}
