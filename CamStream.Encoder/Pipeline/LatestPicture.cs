using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using CamStream.Frames;

namespace CamStream.Encoder.Pipeline;

/// <summary>
/// The newest picture that is shown, kept for repeats and as a still. Ownership: it owns the frame
/// that was set. Only the caller of <see cref="Set"/> may read the frame, until it sets the next
/// one. Others get a copy.
/// </summary>
internal sealed class LatestPicture : IDisposable
{
    private readonly Lock _replacing = new();
    private Frame? _frame;
    private DateTimeOffset _captured;

    /// <summary>The frame, for the caller of <see cref="Set"/>.</summary>
    public Frame? Frame => _frame;

    /// <summary>Its capture time by our clock, for the same caller.</summary>
    public DateTimeOffset Captured => _captured;

    /// <summary>Replaces the picture.</summary>
    /// <param name="frame">The new frame.</param>
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
    /// Copies the JPEG into an array from <see cref="ArrayPool{T}.Shared"/>, which the caller
    /// returns. False when there is no picture.
    /// </summary>
    /// <param name="jpeg">The array, which may be longer than the JPEG.</param>
    /// <param name="length">The length of the JPEG, in bytes.</param>
    /// <param name="captured">Its capture time by our clock.</param>
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
