namespace CamStream.Encoder.Hls;

/// <summary>
/// A part's place in the stream (RFC 8216bis §3.2): the media sequence number of its segment, and
/// its index in the segment.
/// </summary>
internal readonly record struct PartPosition(long Msn, int Part) : IComparable<PartPosition>
{
    /// <inheritdoc/>
    public int CompareTo(PartPosition other) =>
        Msn != other.Msn ? Msn.CompareTo(other.Msn) : Part.CompareTo(other.Part);

    /// <summary>Whether the left one comes earlier.</summary>
    public static bool operator <(PartPosition left, PartPosition right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one comes later.</summary>
    public static bool operator >(PartPosition left, PartPosition right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one is the same or earlier.</summary>
    public static bool operator <=(PartPosition left, PartPosition right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one is the same or later.</summary>
    public static bool operator >=(PartPosition left, PartPosition right) => left.CompareTo(right) >= 0;
}
