using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.Hls;

/// <summary>The bit rates of what is listed (RFC 8216bis §4.4.6.2), in bits per second.</summary>
/// <param name="Peak">BANDWIDTH: of the segment with the most.</param>
/// <param name="Average">AVERAGE-BANDWIDTH: of all whole segments.</param>
internal readonly record struct BitRate(long Peak, long Average)
{
    /// <summary>
    /// Measured over the whole segments of a window; over its parts while no segment is whole. At
    /// least 1.
    /// </summary>
    public static BitRate Of(LiveWindow window)
    {
        long peak = 0,
            bytes = 0,
            ticks = 0;
        foreach (var segment in window.Segments)
        {
            if (!segment.IsWhole)
                continue;
            peak = Math.Max(peak, segment.Data.Length);
            bytes += segment.Data.Length;
            ticks += window.Grid.SegmentTicks;
        }
        if (ticks > 0)
            return new(PerSecond(peak, window.Grid.SegmentTicks), PerSecond(bytes, ticks));

        foreach (var part in window.Segments.SelectMany(segment => segment.Parts))
        {
            if (part is null)
                continue;
            bytes += part.Data.Length;
            ticks += window.Grid.PartTicks;
        }
        var soFar = PerSecond(bytes, Math.Max(ticks, 1));
        return new(soFar, soFar);
    }

    private static long PerSecond(long bytes, long ticks) =>
        Math.Max(1, (long)(((Int128)bytes * 8 * MediaGrid.Timescale90k + ticks - 1) / ticks));
}
