using System.Buffers;
using CamStream.Frames;

namespace CamStream.Encoder.FFmpeg;

/// <summary>
/// An encoded picture in pooled memory. Ownership: it belongs to the reader of
/// <see cref="H264Encoder.Pictures"/>, who disposes it.
/// </summary>
/// <param name="milliseconds">The time that was written with its JPEG.</param>
/// <param name="keyframe">Whether decoding can start here.</param>
/// <param name="accessUnit">
/// Length-prefixed NAL units (ISO/IEC 14496-15 §5.3.2), as <c>mdat</c> holds them. They are copied.
/// </param>
internal sealed class EncodedPicture(long milliseconds, bool keyframe, in ReadOnlySequence<byte> accessUnit)
    : PooledBytes(accessUnit)
{
    /// <summary>The time that was written with its JPEG, in milliseconds.</summary>
    public long Milliseconds => milliseconds;

    /// <summary>Whether decoding can start here.</summary>
    public bool Keyframe => keyframe;

    /// <summary>
    /// Length-prefixed NAL units (ISO/IEC 14496-15 §5.3.2), as <c>mdat</c> holds them.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The picture was disposed.</exception>
    public ReadOnlyMemory<byte> AccessUnit => Bytes;
}
