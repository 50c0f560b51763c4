using System.Buffers;

namespace CamStream.Encoder.Hls;

/// <summary>Parts in order, as one sequence over their own memory.</summary>
internal sealed class PartSequence : ReadOnlySequenceSegment<byte>
{
    private PartSequence(ReadOnlyMemory<byte> data, long offset)
    {
        Memory = data;
        RunningIndex = offset;
    }

    /// <summary>The bytes of <paramref name="parts"/> in order, without a copy.</summary>
    public static ReadOnlySequence<byte> Join(IEnumerable<MediaPart> parts)
    {
        PartSequence? first = null,
            last = null;
        foreach (var part in parts)
        {
            var next = new PartSequence(part.Data, last is null ? 0 : last.RunningIndex + last.Memory.Length);
            if (last is not null)
                last.Next = next;
            first ??= next;
            last = next;
        }
        return first is null ? default : new ReadOnlySequence<byte>(first, 0, last!, last!.Memory.Length);
    }
}
