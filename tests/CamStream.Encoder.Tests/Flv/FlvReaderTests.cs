using System.Buffers;
using System.Buffers.Binary;

namespace CamStream.Encoder.Flv;

public class FlvReaderTests
{
    private static readonly byte[] _fileHeader = Convert.FromHexString("464C5601010000000900000000");
    private static readonly byte[] _avcC = [1, 100, 0, 22, 255];
    private static readonly byte[] _key = [0, 0, 0, 2, 0x65, 7];
    private static readonly byte[] _inter = [0, 0, 0, 3, 0x41, 8, 9];

    private static readonly byte[] _stream =
    [
        .. _fileHeader,
        .. Tag(18, 0, [2, 0, 10]),
        .. Video(0, key: true, packetType: 0, _avcC),
        .. Video(0, key: true, packetType: 1, _key),
        .. Video(66, key: false, packetType: 1, _inter),
        .. Tag(18, 66, [1]),
        .. Video(133, key: false, packetType: 1, _inter),
        .. Video(133, key: true, packetType: 2, []),
    ];

    private static readonly string[] _expected =
    [
        "Configuration 0 True 01640016FF",
        "AccessUnit 0 True 000000026507",
        "AccessUnit 66 False 00000003410809",
        "AccessUnit 133 False 00000003410809",
        "EndOfSequence 133 True ",
    ];

    [Fact]
    public void Tags_are_read_in_order_and_scripts_are_skipped() => Read(new FlvReader(), _stream).ShouldBe(_expected);

    [Fact]
    public void Two_pieces_give_the_same_wherever_they_are_split()
    {
        for (var split = 0; split <= _stream.Length; split++)
            Read(new FlvReader(), _stream[..split], _stream[split..])
                .ShouldBe(_expected, ignoreOrder: false, $"split at {split}");
    }

    [Fact]
    public void Single_bytes_give_the_same() =>
        Read(new FlvReader(), [.. _stream.Select(one => new[] { one })]).ShouldBe(_expected);

    [Fact]
    public void Tag_in_many_segments_of_memory_is_read()
    {
        var input = Segmented(_stream);
        var reader = new FlvReader();
        var read = new List<string>();
        while (reader.TryRead(ref input, out var tag))
            read.Add(Text(tag));
        read.ShouldBe(_expected);
        input.Length.ShouldBe(0);
    }

    [Fact]
    public void Cut_off_stream_gives_the_tags_before_the_cut_and_waits()
    {
        for (var length = 0; length < _stream.Length; length++)
        {
            var read = Read(new FlvReader(), _stream[..length]);
            read.ShouldBe(_expected[..read.Count], ignoreOrder: false, $"cut at {length}");
        }
    }

    [Fact]
    public void Time_has_an_extension_byte() =>
        Read(new FlvReader(), [.. _fileHeader, .. Video(0x12345678, key: true, packetType: 1, _key)])
            .ShouldBe(["AccessUnit 305419896 True 000000026507"]);

    [Fact]
    public void Time_continues_where_its_31_bits_wrap()
    {
        byte[] stream =
        [
            .. _fileHeader,
            .. Video(0x7FFF_FFFF, key: true, packetType: 1, _key),
            .. Video(65, key: true, packetType: 1, _key),
            .. Video(0, key: true, packetType: 0, _avcC),
            .. Video(0x4000_0000, key: true, packetType: 1, _key),
            .. Video(0x7FFF_0000, key: true, packetType: 1, _key),
            .. Video(1, key: true, packetType: 1, _key),
        ];
        Read(new FlvReader(), stream)
            .Select(tag => long.Parse(tag.Split(' ')[1], null))
            .ShouldBe([0x7FFF_FFFF, 0x8000_0000 + 65L, 0, 0xC000_0000, 0xFFFF_0000, 0x1_0000_0001]);
    }

    [Fact]
    public void Composition_offset_is_added_with_its_sign()
    {
        byte[] stream =
        [
            .. _fileHeader,
            .. Tag(9, 100, [0x17, 1, 0xFF, 0xFF, 0xFE, .. _key]),
            .. Tag(9, 200, [0x17, 1, 0, 0, 33, .. _key]),
        ];
        Read(new FlvReader(), stream).ShouldBe(["AccessUnit 98 True 000000026507", "AccessUnit 233 True 000000026507"]);
    }

    [Theory]
    [InlineData("464C5602010000000900000000", "not an FLV stream")] // version 2
    [InlineData("474C5601010000000900000000", "not an FLV stream")]
    [InlineData("464C5601010000000A00000000", "not an FLV stream")] // header of 10 bytes
    [InlineData("464C5601010000000900000000" + "0800000000000000000000", "type 8")] // audio
    [InlineData("464C5601010000000900000000" + "2900000000000000000000", "type 41")] // encrypted
    [InlineData("464C5601010000000900000000" + "0940000100000000000000", "at most 4194304")] // before the body has come
    [InlineData(
        "464C5601010000000900000000" + "0900000400000000000000" + "17010000" + "0000000F",
        "4 bytes; at least 5"
    )]
    [InlineData(
        "464C5601010000000900000000" + "0900000600000000000000" + "170100000000" + "00000012",
        "length 18" // the tag has 17 bytes
    )]
    [InlineData("464C5601010000000900000000" + "0900000600000000000000" + "120100000000" + "00000011", "codec 2")]
    [InlineData("464C5601010000000900000000" + "0900000600000000000000" + "570100000000" + "00000011", "frame type 5")]
    [InlineData("464C5601010000000900000000" + "0900000600000000000000" + "170300000000" + "00000011", "packet type 3")]
    [InlineData("464C5601010000000900000000" + "0900000500000000000000" + "1701000000" + "00000010", "no data")]
    public void Malformed_stream_is_refused_with_the_reason(string stream, string reason) =>
        Should
            .Throw<InvalidDataException>(() => Read(new FlvReader(), Convert.FromHexString(stream)))
            .Message.ShouldContain(reason);

    [Fact]
    public void Random_bytes_are_refused_or_awaited_but_never_crash_it()
    {
        var random = new Random(1);
        for (var i = 0; i < 5_000; i++)
        {
            var bytes = _stream.ToArray();
            for (var hits = random.Next(1, 8); hits > 0; hits--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                Read(new FlvReader(), bytes).Count.ShouldBeLessThanOrEqualTo(_expected.Length + 2);
            }
            catch (InvalidDataException) { }
        }
    }

    private static byte[] Video(long time, bool key, byte packetType, byte[] data) =>
        Tag(9, time, [(byte)(key ? 0x17 : 0x27), packetType, 0, 0, 0, .. data]);

    private static byte[] Tag(byte type, long time, byte[] body)
    {
        var tag = new byte[11 + body.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(tag, type << 24 | body.Length);
        BinaryPrimitives.WriteInt32BigEndian(tag.AsSpan(4), (int)(time << 8 | time >> 24));
        body.CopyTo(tag, 11);
        BinaryPrimitives.WriteInt32BigEndian(tag.AsSpan(11 + body.Length), 11 + body.Length);
        return tag;
    }

    private static List<string> Read(FlvReader reader, params byte[][] pieces)
    {
        var read = new List<string>();
        byte[] waiting = [];
        foreach (var piece in pieces)
        {
            waiting = [.. waiting, .. piece];
            var input = new ReadOnlySequence<byte>(waiting);
            while (reader.TryRead(ref input, out var tag))
                read.Add(Text(tag));
            waiting = input.ToArray();
        }

        return read;
    }

    private static string Text(FlvTag tag) =>
        $"{tag.Kind} {tag.Milliseconds} {tag.Keyframe} {Convert.ToHexString(tag.Data.ToArray())}";

    private static ReadOnlySequence<byte> Segmented(byte[] bytes)
    {
        var first = new Piece(bytes.AsMemory(0, 1), null);
        var last = first;
        for (var i = 1; i < bytes.Length; i++)
            last = new Piece(bytes.AsMemory(i, 1), last);
        return new ReadOnlySequence<byte>(first, 0, last, 1);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, Piece? before)
        {
            Memory = memory;
            if (before is null)
                return;
            RunningIndex = before.RunningIndex + before.Memory.Length;
            before.Next = this;
        }
    }
}
