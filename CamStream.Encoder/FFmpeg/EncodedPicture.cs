using System.Buffers;

namespace CamStream.Encoder.FFmpeg;

/// <summary>
/// An encoded picture in pooled memory. Ownership: whoever reads it from <see cref="H264Encoder.Pictures"/> disposes it; the memory of a disposed
/// picture belongs to somebody else.
/// </summary>
internal sealed class EncodedPicture : IDisposable
{
    private readonly int _length;
    private byte[]? _buffer;

    private EncodedPicture(long milliseconds, bool keyframe, byte[] buffer, int length)
    {
        Milliseconds = milliseconds;
        Keyframe = keyframe;
        _buffer = buffer;
        _length = length;
    }

    /// <summary>The time that was written with its JPEG.</summary>
    public long Milliseconds { get; }

    /// <summary>Whether decoding can start here.</summary>
    public bool Keyframe { get; }

    /// <summary>Length-prefixed NAL units (ISO/IEC 14496-15 §5.3.2), as <c>mdat</c> holds them.</summary>
    /// <exception cref="ObjectDisposedException">The picture was disposed.</exception>
    public ReadOnlyMemory<byte> AccessUnit => new(_buffer ?? throw new ObjectDisposedException(nameof(EncodedPicture)), 0, _length);

    /// <summary>A picture with a copy of <paramref name="accessUnit"/>; the caller owns it.</summary>
    public static EncodedPicture Copy(long milliseconds, bool keyframe, in ReadOnlySequence<byte> accessUnit)
    {
        var length = checked((int)accessUnit.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        accessUnit.CopyTo(buffer);
        return new EncodedPicture(milliseconds, keyframe, buffer, length);
    }

    /// <summary>Gives the memory back to the pool; further calls do nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer) ArrayPool<byte>.Shared.Return(buffer);
    }
}
