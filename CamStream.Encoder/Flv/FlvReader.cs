using System.Buffers;

namespace CamStream.Encoder.Flv;

/// <summary>Reads the H.264 tags of one FLV stream.</summary>
internal sealed class FlvReader
{
    /// <summary>Reads one tag off the front of <paramref name="input"/>.</summary>
    /// <returns>False when more bytes are needed; what was skipped is taken off <paramref name="input"/> all the same.</returns>
    /// <exception cref="InvalidDataException">The stream is malformed.</exception>
    public bool TryRead(ref ReadOnlySequence<byte> input, out FlvTag tag) => throw new NotImplementedException();
}
