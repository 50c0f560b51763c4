using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using CamStream.Frames;

namespace CamStream.Encoder.Pipeline;

/// <summary>
/// The newest picture shown, kept for repeats and as a still. Ownership: a frame set belongs to
/// this; its JPEG may be read by the one who sets, between two sets. Others get a copy.
/// </summary>
internal sealed class LatestPicture : IDisposable
{
    private readonly Lock _replacing = new();
    private Frame? _frame;
    private DateTimeOffset _captured;

    /// <summary>The frame, for who sets it.</summary>
    public Frame? Frame => _frame;

    /// <summary>Its capture time by our clock, for who sets it.</summary>
    public DateTimeOffset Captured => _captured;

    /// <summary>Replaces the picture.</summary>
    /// <param name="frame">The new one.</param>
    /// <param name="captured">Its capture time by our clock.</param>
    public void Set(Frame frame, DateTimeOffset captured)
    {
        Frame? old;
        lock (_replacing)
            (old, _frame, _captured) = (_frame, frame, captured);
        if (old != frame)
            old?.Dispose();
    }

    /// <summary>
    /// A copy of the JPEG from <see cref="ArrayPool{T}.Shared"/>, which the caller returns, and its
    /// capture time.
    /// </summary>
    public bool TryCopy([NotNullWhen(true)] out byte[]? jpeg, out int length, out DateTimeOffset captured)
    {
        lock (_replacing)
        {
            (jpeg, length, captured) = (null, 0, _captured);
            if (_frame is null)
                return false;
            length = _frame.Length;
            jpeg = ArrayPool<byte>.Shared.Rent(length);
            _frame.Jpeg.CopyTo(jpeg);
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_replacing)
        {
            _frame?.Dispose();
            _frame = null;
        }
    }
}
