namespace CamStream.Encoder.Hls;

/// <summary>
/// Which segments of a camera an encoder answers for. Usually all; while a camera changes over, one
/// encoder answers for those before a number and another one for those from it on. Encodings
/// differ, so parts of one segment must come from one encoder.
/// </summary>
/// <param name="From">The first; <see cref="Never"/> while it is on standby.</param>
/// <param name="Until">The first of another encoder.</param>
internal readonly record struct Tenure(long From, long Until)
{
    /// <summary>No number of a segment is as large.</summary>
    public const long Never = long.MaxValue;

    /// <summary>All of them.</summary>
    public static Tenure All { get; } = new(0, Never);

    /// <summary>None yet.</summary>
    public static Tenure Standby { get; } = new(Never, Never);

    /// <summary>Whether it answers for the segment.</summary>
    public bool Has(long msn) => From <= msn && msn < Until;

    /// <summary>Whether another encoder answers for the newer ones.</summary>
    public bool IsReleased => Until != Never;
}
