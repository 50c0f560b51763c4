using System.Buffers;
using System.Diagnostics;
using CamStream.Frames.Jpeg;

namespace CamStream.Frames;

/// <summary>
/// A captured picture on its way: the JPEG, untouched, in pooled memory, and its header.
/// Ownership: a frame has one owner at a time, who disposes it. Whoever is handed a frame (by a queue, a reader, a method that says so) is its
/// owner from then on; memory of a disposed frame belongs to somebody else.
/// </summary>
public sealed class Frame : IDisposable
{
    private readonly int _length;
    private byte[]? _buffer;

    private Frame(CameraId camera, FrameHeader header, byte[] buffer, int length)
    {
        Camera = camera;
        Header = header;
        _buffer = buffer;
        _length = length;
    }

    /// <summary>The camera that took it.</summary>
    public CameraId Camera { get; }

    /// <summary>Where and when it comes from.</summary>
    public FrameHeader Header { get; }

    /// <summary>The JPEG, from SOI to EOI.</summary>
    /// <exception cref="ObjectDisposedException">The frame was disposed.</exception>
    public ReadOnlyMemory<byte> Jpeg => new(_buffer ?? throw new ObjectDisposedException(nameof(Frame)), 0, _length);

    /// <summary>When it came into this process; set by who receives it, before it is handed on.</summary>
    public DateTimeOffset Arrived { get; set; }

    /// <summary>What the headers of the JPEG say; set by who checks it, before it is handed on.</summary>
    public JpegInfo Picture { get; set; }

    /// <summary>The span that this process has open for it while it waits, of a sampled frame where somebody listens; whoever ends its way here ends that.</summary>
    public Activity? Span { get; set; }

    /// <summary>The length of the JPEG in bytes; known after disposal too.</summary>
    public int Length => _length;

    /// <summary>A frame with a copy of <paramref name="jpeg"/>; the caller owns it.</summary>
    public static Frame Copy(CameraId camera, FrameHeader header, ReadOnlySpan<byte> jpeg)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(jpeg.Length);
        jpeg.CopyTo(buffer);
        return new Frame(camera, header, buffer, jpeg.Length);
    }

    /// <summary>A frame with a copy of <paramref name="jpeg"/>, as pipes and MQTT payloads give it; the caller owns it.</summary>
    public static Frame Copy(CameraId camera, FrameHeader header, in ReadOnlySequence<byte> jpeg)
    {
        var length = checked((int)jpeg.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        jpeg.CopyTo(buffer);
        return new Frame(camera, header, buffer, length);
    }

    /// <summary>Gives the memory back to the pool; further calls do nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer) ArrayPool<byte>.Shared.Return(buffer);
    }
}
