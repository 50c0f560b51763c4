namespace CamStream.Encoder.Timeline;

/// <summary>
/// The grid of parts and segments. It is counted from the Unix epoch, so every encoder gives a
/// segment the same number and the same times.
/// </summary>
/// <param name="SegmentDuration">The length of a segment: a whole number of parts.</param>
/// <param name="PartsPerSegment">Parts in a segment, at least 1.</param>
internal sealed record MediaGrid(MediaTime SegmentDuration, int PartsPerSegment)
{
    /// <summary>The length of a part.</summary>
    public MediaTime PartDuration => SegmentDuration / PartsPerSegment;

    /// <summary>
    /// The media sequence number of the segment that holds <paramref name="time"/>: ⌊time ÷
    /// segment⌋.
    /// </summary>
    public long MsnAt(MediaTime time) => time / SegmentDuration;

    /// <summary>The index in its segment of the part that holds <paramref name="time"/>.</summary>
    public int PartAt(MediaTime time) => (int)(time % SegmentDuration / PartDuration);

    /// <summary>Where a part starts.</summary>
    public MediaTime StartOf(long msn, int part = 0) => SegmentDuration * msn + PartDuration * part;

    /// <summary>The start of the part that holds <paramref name="time"/>.</summary>
    public MediaTime PartStart(MediaTime time) => time - time % PartDuration;

    /// <summary>Whether a segment starts at <paramref name="time"/>.</summary>
    public bool IsSegmentStart(MediaTime time) => time % SegmentDuration == MediaTime.Zero;
}
