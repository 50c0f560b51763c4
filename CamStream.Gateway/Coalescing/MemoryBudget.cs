namespace CamStream.Gateway.Coalescing;

/// <summary>A number of bytes that several take from and give back to.</summary>
internal sealed class MemoryBudget(long limit)
{
    private long _taken;

    public long Taken => Volatile.Read(ref _taken);

    /// <summary>
    /// Takes <paramref name="bytes"/>, or nothing when there are not so many left.
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
