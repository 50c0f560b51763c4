namespace CamStream.Frames;

/// <summary>
/// When the newest picture of a camera is no longer fresh: Ingest then calls the camera stalled,
/// and the Encoder marks what it repeats.
/// </summary>
public static class Staleness
{
    /// <summary>
    /// How old the newest picture may be, in milliseconds, unless options say otherwise.
    /// </summary>
    public const int DefaultMilliseconds = 1_500;

    /// <summary>A slow camera may be late by so many of its own frame intervals.</summary>
    public const int Intervals = 3;

    /// <summary>The age from which the newest picture is stale.</summary>
    /// <param name="limit">For cameras that are quick enough.</param>
    /// <param name="interval">The camera's frame interval; null while it is not known.</param>
    public static TimeSpan After(TimeSpan limit, TimeSpan? interval) =>
        interval * Intervals > limit ? interval.GetValueOrDefault() * Intervals : limit;
}
