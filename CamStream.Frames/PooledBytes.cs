using System.Buffers;

namespace CamStream.Frames;

/// <summary>
/// A copy of bytes in pooled memory. Ownership: it has one owner at a time, who disposes it. A
/// queue, a reader or a method that hands it over says so, and the receiver is the owner from then
/// on. After disposal the memory belongs to somebody else.
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

    /// <summary>Copies <paramref name="bytes"/>, which may be in pieces.</summary>
    protected PooledBytes(in ReadOnlySequence<byte> bytes)
    {
        Length = checked((int)bytes.Length);
        _buffer = ArrayPool<byte>.Shared.Rent(Length);
        bytes.CopyTo(_buffer);
    }

    /// <summary>The number of bytes; also known after disposal.</summary>
    public int Length { get; }

    /// <summary>The bytes.</summary>
    /// <exception cref="ObjectDisposedException">They were disposed of.</exception>
    protected ReadOnlyMemory<byte> Bytes =>
        new(_buffer ?? throw new ObjectDisposedException(GetType().Name), 0, Length);

    /// <summary>Returns the memory to the pool; further calls do nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
            ArrayPool<byte>.Shared.Return(buffer);
        GC.SuppressFinalize(this);
    }
}
