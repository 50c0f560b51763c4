using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.Hls;

/// <summary>
/// The durations that a playlist states, in seconds. They follow from the grid, so they never
/// change while a playlist lives.
/// </summary>
internal readonly record struct PlaylistTiming(MediaGrid Grid)
{
    /// <summary>EXT-X-TARGETDURATION (RFC 8216bis §4.4.3.1): no segment is longer.</summary>
    public int TargetSeconds => (int)Math.Ceiling(Seconds(Grid.SegmentDuration));

    /// <summary>
    /// PART-TARGET (§4.4.3.7): the length of a part, rounded up to a millisecond. So every part is
    /// "less than or equal" to it, and far longer than 85 % of it.
    /// </summary>
    public decimal PartTarget => Math.Ceiling(Seconds(Grid.PartDuration) * 1000) / 1000;

    /// <summary>
    /// CAN-SKIP-UNTIL (§4.4.3.8): "The Skip Boundary MUST be at least six times the Target
    /// Duration."
    /// </summary>
    public decimal SkipBoundary => 6 * TargetSeconds;

    /// <summary>
    /// HOLD-BACK (§4.4.3.8): "MUST be at least three times the Target Duration".
    /// </summary>
    public decimal HoldBack => 3 * TargetSeconds;

    /// <summary>
    /// PART-HOLD-BACK (§4.4.3.8): "SHOULD be at least three times the Part Target Duration".
    /// </summary>
    public decimal PartHoldBack => 3 * PartTarget;

    /// <summary>
    /// The Advance Part Limit (§6.2.5.2), in parts: "three divided by the Part Target Duration if
    /// the Part Target Duration is less than one second, or three otherwise".
    /// </summary>
    public int AdvancePartLimit => PartTarget < 1 ? (int)(3 / PartTarget) : 3;

    /// <summary>
    /// How long a request may be held (§6.2.5.2): "more than three Target Durations SHOULD return
    /// Service Unavailable".
    /// </summary>
    public TimeSpan MaxBlocking => TimeSpan.FromSeconds(3 * TargetSeconds);

    /// <summary>A length in seconds, rounded to 10 µs.</summary>
    public static decimal Seconds(MediaTime length) => Math.Round((decimal)length.Ticks / MediaTime.TicksPerSecond, 5);
}
