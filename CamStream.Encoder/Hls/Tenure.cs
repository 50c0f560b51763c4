namespace CamStream.Encoder.Hls;

/// <summary>
/// The segments of a camera that an encoder answers for: usually all. When a camera moves to
/// another encoder, the old one answers for the segments before a number, and the new one for those
/// from it on. Encodings differ, so all parts of a segment must come from one encoder.
/// </summary>
/// <param name="From">The first segment; <see cref="Never"/> on standby.</param>
/// <param name="Until">The first segment that another encoder answers for.</param>
internal readonly record struct Tenure(long From, long Until)
{
    /// <summary>Greater than the number of any segment.</summary>
    public const long Never = long.MaxValue;

    /// <summary>All segments.</summary>
    public static Tenure All { get; } = new(0, Never);

    /// <summary>No segment yet.</summary>
    public static Tenure Standby { get; } = new(Never, Never);

    /// <summary>Whether the encoder answers for the segment.</summary>
    public bool Has(long msn) => From <= msn && msn < Until;

    /// <summary>Whether another encoder answers for the newer segments.</summary>
    public bool IsReleased => Until != Never;
}
