using System.Buffers.Binary;

namespace CamStream.Encoder.Matroska;

/// <summary>
/// Reads what <see cref="MatroskaWriter"/> writes, by the rules of EBML (RFC 8794 §4, §5), not by
/// offsets.
/// </summary>
internal sealed record MatroskaTestReader(
    int Width,
    int Height,
    long DefaultDurationNanoseconds,
    IReadOnlyList<(long Milliseconds, byte[] Data)> Frames
)
{
    private static readonly uint[] _masters = [0x18538067, 0x1654AE6B, 0xAE, 0xE0, 0x1F43B675];

    public static MatroskaTestReader Read(ReadOnlySpan<byte> stream)
    {
        var values = new Dictionary<uint, long>();
        var frames = new List<(long, byte[])>();
        ReadElements(stream, values, frames);
        return new MatroskaTestReader((int)values[0xB0], (int)values[0xBA], values[0x23E383], frames);
    }

    private static void ReadElements(
        ReadOnlySpan<byte> rest,
        Dictionary<uint, long> values,
        List<(long, byte[])> frames
    )
    {
        while (!rest.IsEmpty)
        {
            var id = (uint)ReadVint(ref rest, keepMarker: true, out _);
            var size = ReadVint(ref rest, keepMarker: false, out var unknown);
            var data = unknown ? rest : rest[..(int)size];
            rest = rest[data.Length..];

            if (_masters.Contains(id))
                ReadElements(data, values, frames);
            else if (id == 0xA3)
                frames.Add((values[0xE7] + BinaryPrimitives.ReadInt16BigEndian(data[1..]), data[4..].ToArray()));
            else if (data.Length <= 8)
                values[id] = data.ToArray().Aggregate(0L, (value, next) => value << 8 | next);
        }
    }

    private static long ReadVint(ref ReadOnlySpan<byte> rest, bool keepMarker, out bool unknown)
    {
        var length = System.Numerics.BitOperations.LeadingZeroCount((uint)rest[0]) - 24 + 1;
        long value = keepMarker ? rest[0] : rest[0] & (0xFF >> length);
        foreach (var next in rest[1..length])
            value = value << 8 | next;
        rest = rest[length..];
        unknown = !keepMarker && value == (1L << (7 * length)) - 1;
        return value;
    }
}
