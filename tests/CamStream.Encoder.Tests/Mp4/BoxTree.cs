using System.Buffers.Binary;
using System.Text;

namespace CamStream.Encoder.Mp4;

/// <summary>
/// Prints boxes: the type, the size, and the fields as hexadecimal words, eight in a line.
/// </summary>
internal static class BoxTree
{
    private const int BytesPerLine = 8 * 4;

    // Where a box's children start, after size and type.
    private static readonly Dictionary<string, int> _containers = new()
    {
        ["moov"] = 0,
        ["trak"] = 0,
        ["mdia"] = 0,
        ["minf"] = 0,
        ["dinf"] = 0,
        ["stbl"] = 0,
        ["mvex"] = 0,
        ["moof"] = 0,
        ["traf"] = 0,
        ["stsd"] = 8,
        ["dref"] = 8,
        ["avc1"] = 78,
    };

    public static string Print(ReadOnlySpan<byte> boxes)
    {
        var text = new StringBuilder();
        Print(boxes, text, "");
        return text.ToString();
    }

    private static void Print(ReadOnlySpan<byte> rest, StringBuilder text, string indent)
    {
        while (!rest.IsEmpty)
        {
            var size = (int)BinaryPrimitives.ReadUInt32BigEndian(rest);
            var type = Encoding.ASCII.GetString(rest[4..8]);
            var content = rest[8..size];
            var childrenAt = _containers.GetValueOrDefault(type, content.Length);
            text.Append(indent).Append(type).Append(' ').Append(size);
            for (var at = 0; at < childrenAt; at += 4)
            {
                if (at > 0 && at % BytesPerLine == 0)
                    text.Append('\n').Append(indent).Append("   ");
                text.Append(' ').Append(Convert.ToHexStringLower(content[at..Math.Min(at + 4, childrenAt)]));
            }
            text.Append('\n');
            Print(content[childrenAt..], text, indent + "  ");
            rest = rest[size..];
        }
    }
}
