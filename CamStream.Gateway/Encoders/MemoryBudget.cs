namespace CamStream.Gateway.Encoders;

/// <summary>A number of bytes to share. Thread-safe.</summary>
/// <param name="limit">How many there are.</param>
internal sealed class MemoryBudget(long limit)
{
    private long _taken;

    public long Taken => Volatile.Read(ref _taken);

    /// <summary>
    /// Takes <paramref name="bytes"/>; false, and nothing taken, when fewer are left.
    /// </summary>
    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) <= limit)
            return true;
        Interlocked.Add(ref _taken, -bytes);
        return false;
    }

    public void GiveBack(long bytes) => Interlocked.Add(ref _taken, -bytes);
}
