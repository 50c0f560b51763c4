namespace CamStream.Encoder.Timeline;

/// <summary>
/// The grid of parts and segments, counted from the Unix epoch: whichever encoder makes a segment
/// gives it the same number and the same times. All times are ticks of 90 kHz since the Unix epoch
/// (<c>timescale90k</c>, as in <c>tfdt</c>).
/// </summary>
/// <param name="SegmentTicks">The length of a segment; a whole number of parts.</param>
/// <param name="PartsPerSegment">Parts in a segment, at least 1.</param>
internal sealed record MediaGrid(long SegmentTicks, int PartsPerSegment)
{
    /// <summary>Ticks a second.</summary>
    public const int Timescale90k = 90_000;

    /// <summary>The length of a part.</summary>
    public long PartTicks => SegmentTicks / PartsPerSegment;

    /// <summary>The length of a segment.</summary>
    public TimeSpan SegmentDuration => ToTimeSpan(SegmentTicks);

    /// <summary>
    /// The media sequence number of the segment that holds <paramref name="time"/>: ⌊time ÷
    /// segment⌋.
    /// </summary>
    public long MsnAt(long time) => time / SegmentTicks;

    /// <summary>The index in its segment of the part that holds <paramref name="time"/>.</summary>
    public int PartAt(long time) => (int)(time % SegmentTicks / PartTicks);

    /// <summary>Where a part starts.</summary>
    public long StartOf(long msn, int part = 0) => msn * SegmentTicks + part * PartTicks;

    /// <summary>The start of the part that holds <paramref name="time"/>.</summary>
    public long PartStart(long time) => time / PartTicks * PartTicks;

    /// <summary>
    /// A time in whole milliseconds, rounded down: as pictures are shown and dates are listed.
    /// </summary>
    public static long WholeMilliseconds(long time) => time - time % (Timescale90k / 1_000);

    /// <summary>Wall clock to ticks, rounded down.</summary>
    public static long ToTicks(DateTimeOffset time) =>
        (long)((Int128)(time - DateTimeOffset.UnixEpoch).Ticks * Timescale90k / TimeSpan.TicksPerSecond);

    /// <summary>Ticks to wall clock, rounded to the nearest 100 ns.</summary>
    public static DateTimeOffset ToTime(long ticks) => DateTimeOffset.UnixEpoch + ToTimeSpan(ticks);

    /// <summary>A length in ticks, rounded to the nearest 100 ns.</summary>
    public static TimeSpan ToTimeSpan(long ticks) =>
        new((long)(((Int128)ticks * TimeSpan.TicksPerSecond + Timescale90k / 2) / Timescale90k));
}
