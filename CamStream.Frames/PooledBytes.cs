using System.Buffers;

namespace CamStream.Frames;

/// <summary>
/// A copy of bytes in pooled memory. Ownership: it has one owner at a time, who disposes it;
/// whoever is handed it (by a queue, a reader, a method that says so) is its owner from then on.
/// The memory of a disposed one belongs to somebody else.
/// </summary>
public abstract class PooledBytes : IDisposable
{
    private byte[]? _buffer;

    /// <summary>Copies <paramref name="bytes"/>.</summary>
    protected PooledBytes(ReadOnlySpan<byte> bytes)
    {
        Length = bytes.Length;
        _buffer = ArrayPool<byte>.Shared.Rent(Length);
        bytes.CopyTo(_buffer);
    }

    /// <summary>Copies <paramref name="bytes"/>, as pipes and MQTT payloads give them.</summary>
    protected PooledBytes(in ReadOnlySequence<byte> bytes)
    {
        Length = checked((int)bytes.Length);
        _buffer = ArrayPool<byte>.Shared.Rent(Length);
        bytes.CopyTo(_buffer);
    }

    /// <summary>How many they are; known after disposal too.</summary>
    public int Length { get; }

    /// <summary>The bytes.</summary>
    /// <exception cref="ObjectDisposedException">They were disposed.</exception>
    protected ReadOnlyMemory<byte> Bytes =>
        new(_buffer ?? throw new ObjectDisposedException(GetType().Name), 0, Length);

    /// <summary>Gives the memory back to the pool; further calls do nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
            ArrayPool<byte>.Shared.Return(buffer);
        GC.SuppressFinalize(this);
    }
}
