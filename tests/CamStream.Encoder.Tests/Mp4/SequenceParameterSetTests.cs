namespace CamStream.Encoder.Mp4;

public class SequenceParameterSetTests
{
    [Fact]
    public void Emulation_prevention_bytes_are_skipped()
    {
        var reader = new BitReader([0x00, 0x00, 0x03, 0x01, 0x00, 0x00, 0x03]);
        reader.Bits(24).ShouldBe(1u);
        reader.Bits(16).ShouldBe(0u);
        var ended = false;
        try
        {
            reader.Bits(1);
        }
        catch (InvalidDataException)
        {
            ended = true;
        }

        ended.ShouldBeTrue();
    }

    [Fact]
    public void Exponential_Golomb_codes_are_read()
    {
        // 1 010 011 00100 00101 | 1 010 011 00100 00101
        var reader = new BitReader([0b1010_0110, 0b0100_0010, 0b1101_0011, 0b0010_0001, 0b0100_0000]);
        uint[] unsigned =
        [
            reader.UnsignedExpGolomb(),
            reader.UnsignedExpGolomb(),
            reader.UnsignedExpGolomb(),
            reader.UnsignedExpGolomb(),
            reader.UnsignedExpGolomb(),
        ];
        int[] signed =
        [
            reader.SignedExpGolomb(),
            reader.SignedExpGolomb(),
            reader.SignedExpGolomb(),
            reader.SignedExpGolomb(),
            reader.SignedExpGolomb(),
        ];
        unsigned.ShouldBe([0u, 1u, 2u, 3u, 4u]);
        signed.ShouldBe([0, 1, -1, 2, -2]);
    }

    [Fact]
    public void Baseline_set_has_no_chroma_format() // so 4:2:0; 1280x720 has 45 rows of macroblocks
    {
        var bits = new BitString(
            "01100111 01000010 11000000 00011111",
            Ue(0),
            Ue(0),
            Ue(2),
            Ue(1),
            "0",
            Ue(79),
            Ue(44),
            "1",
            "1",
            "0",
            "0",
            "1"
        );
        SequenceParameterSet.Parse(bits.Bytes).ShouldBe(new SequenceParameterSet(1280, 720));
    }

    [Fact]
    public void Interlaced_picture_of_1080_lines_is_cropped_in_units_of_fields()
    {
        var bits = new BitString(
            "01100111 01001101 01000000 00101000",
            Ue(0),
            Ue(0),
            Ue(0),
            Ue(0),
            Ue(4),
            "0",
            Ue(119),
            Ue(33),
            "0",
            "1",
            "1",
            "1",
            Ue(0),
            Ue(0),
            Ue(0),
            Ue(2),
            "0",
            "1"
        );
        SequenceParameterSet.Parse(bits.Bytes).ShouldBe(new SequenceParameterSet(1920, 1080));
    }

    [Fact]
    public void Scaling_lists_and_full_chroma_are_skipped()
    {
        // 4:4:4 (not in separate planes), lists: the first ends at once (next scale 0), the second
        // repeats, the others are absent
        var bits = new BitString(
            "01100111 11110100 00000000 00011111",
            Ue(0),
            Ue(3),
            "0",
            Ue(0),
            Ue(0),
            "0",
            "1",
            "1",
            Ue(16),
            "1",
            string.Concat(Enumerable.Repeat("1", 16)),
            "0000000000",
            Ue(0),
            Ue(2),
            Ue(1),
            "0",
            Ue(0),
            Ue(0),
            "1",
            "1",
            "1",
            Ue(1),
            Ue(2),
            Ue(3),
            Ue(4),
            "0",
            "1"
        );
        SequenceParameterSet.Parse(bits.Bytes).ShouldBe(new SequenceParameterSet(16 - 3, 16 - 7));
    }

    [Fact]
    public void Picture_cropped_to_nothing_is_refused()
    {
        var bits = new BitString(
            "01100111 01000010 11000000 00011111",
            Ue(0),
            Ue(0),
            Ue(2),
            Ue(1),
            "0",
            Ue(0),
            Ue(0),
            "1",
            "1",
            "1",
            Ue(4),
            Ue(4),
            Ue(0),
            Ue(0),
            "0",
            "1"
        );
        Should
            .Throw<InvalidDataException>(() => SequenceParameterSet.Parse(bits.Bytes))
            .Message.ShouldContain("nothing");
    }

    private static string Ue(uint value)
    {
        var binary = Convert.ToString(value + 1, 2);
        return new string('0', binary.Length - 1) + binary;
    }

    private sealed class BitString(params string[] parts)
    {
        public byte[] Bytes { get; } =
        [
            .. string.Concat(parts)
                .Replace(" ", "", StringComparison.Ordinal)
                .Chunk(8)
                .Select(bits => Convert.ToByte(new string(bits).PadRight(8, '0'), 2)),
        ];
    }
}
