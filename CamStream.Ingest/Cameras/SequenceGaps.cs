namespace CamStream.Ingest.Cameras;

/// <summary>
/// Counts the frames that are missing in a camera's sequence. Frames that come again or out of order count nothing; a new boot, or a leap that no loss
/// explains, starts anew.
/// </summary>
internal sealed class SequenceGaps
{
    /// <summary>A longer hole is a counter that was set, not a loss: ten minutes at 60 frames per second.</summary>
    public const long Leap = 36_000;

    private string? _boot;
    private long _last;

    /// <summary>Missing frames since the first.</summary>
    public long Missing { get; private set; }

    /// <summary>Takes a frame's place in the sequence.</summary>
    /// <returns>How many frames are missing right before it.</returns>
    public long Observe(string boot, long sequence)
    {
        var step = sequence - _last;
        var starts = boot != _boot || step is > Leap or < -Leap;
        if (!starts && step <= 0) return 0;
        _boot = boot;
        _last = sequence;
        var missing = starts ? 0 : step - 1;
        Missing += missing;
        return missing;
    }
}
