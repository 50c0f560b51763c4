using System.Buffers;

namespace CamStream.Packages.Mqtt;

/// <summary>One segment of a payload in several.</summary>
internal sealed class Piece : ReadOnlySequenceSegment<byte>
{
    public Piece(byte[] memory) => Memory = memory;

    public Piece Then(byte[] memory)
    {
        var next = new Piece(memory) { RunningIndex = RunningIndex + Memory.Length };
        Next = next;
        return next;
    }
}
