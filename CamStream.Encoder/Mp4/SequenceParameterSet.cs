namespace CamStream.Encoder.Mp4;

/// <summary>
/// The fields that the init section needs of a sequence parameter set (Rec. ITU-T H.264
/// §7.3.2.1.1): the size of the picture after cropping.
/// </summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
internal sealed record SequenceParameterSet(int Width, int Height)
{
    private const int NalUnitType = 7;
    private const int MaxMacroblocks = 1024; // on a side; level 6.2 allows 1055
    private const int MaxOrderCycle = 255;

    /// <summary>Parses a NAL unit of type 7.</summary>
    /// <exception cref="InvalidDataException">The set is malformed.</exception>
    public static SequenceParameterSet Parse(ReadOnlySpan<byte> nalUnit)
    {
        if (nalUnit.Length < 4 || (nalUnit[0] & 0x1F) != NalUnitType)
            throw new InvalidDataException("This NAL unit is not an H.264 sequence parameter set (type 7).");

        var reader = new BitReader(nalUnit[1..]);
        var profile = reader.Bits(8);
        reader.Bits(16); // constraint flags, level
        reader.UnsignedExpGolomb(); // seq_parameter_set_id
        var chromaFormat = HasChromaFormat(profile) ? ReadChromaFormat(ref reader) : 1;
        reader.UnsignedExpGolomb(); // log2_max_frame_num_minus4
        SkipPictureOrder(ref reader);
        reader.UnsignedExpGolomb(); // max_num_ref_frames
        reader.Bits(1); // gaps_in_frame_num_value_allowed_flag

        var widthInMacroblocks = ReadMacroblocks(ref reader);
        var heightInMapUnits = ReadMacroblocks(ref reader);
        var framesOnly = reader.Flag() ? 1 : 0;
        if (framesOnly == 0)
            reader.Bits(1); // mb_adaptive_frame_field_flag
        reader.Bits(1); // direct_8x8_inference_flag

        var (width, height) = (16 * widthInMacroblocks, 16 * heightInMapUnits * (2 - framesOnly));
        if (reader.Flag())
        {
            // §7.4.2.1.1: cropping counts chroma samples; vertically, those of a field or a frame.
            var unitX = chromaFormat is 1 or 2 ? 2 : 1;
            var unitY = (chromaFormat == 1 ? 2 : 1) * (2 - framesOnly);
            width = Crop(ref reader, width, unitX);
            height = Crop(ref reader, height, unitY);
        }

        return new SequenceParameterSet(width, height);
    }

    private static bool HasChromaFormat(uint profile) =>
        profile is 100 or 110 or 122 or 244 or 44 or 83 or 86 or 118 or 128 or 138 or 139 or 134 or 135;

    private static uint ReadChromaFormat(ref BitReader reader)
    {
        var chromaFormat = reader.UnsignedExpGolomb();
        if (chromaFormat > 3)
            throw new InvalidDataException(
                $"An H.264 sequence parameter set has the chroma format {chromaFormat}; expected 0 to 3."
            );
        var separatePlanes = chromaFormat == 3 && reader.Flag();
        reader.UnsignedExpGolomb(); // bit_depth_luma_minus8
        reader.UnsignedExpGolomb(); // bit_depth_chroma_minus8
        reader.Bits(1); // qpprime_y_zero_transform_bypass_flag
        if (reader.Flag())
        {
            for (var i = 0; i < (chromaFormat == 3 ? 12 : 8); i++)
            {
                if (reader.Flag())
                    SkipScalingList(ref reader, i < 6 ? 16 : 64);
            }
        }

        return separatePlanes ? 0 : chromaFormat;
    }

    // §7.3.2.1.1.1
    private static void SkipScalingList(ref BitReader reader, int size)
    {
        var (last, next) = (8, 8);
        for (var i = 0; i < size && next != 0; i++)
        {
            next = (last + reader.SignedExpGolomb()) & 0xFF;
            if (next != 0)
                last = next;
        }
    }

    private static void SkipPictureOrder(ref BitReader reader)
    {
        var type = reader.UnsignedExpGolomb();
        if (type == 0)
            reader.UnsignedExpGolomb(); // log2_max_pic_order_cnt_lsb_minus4
        if (type != 1)
            return;
        reader.Bits(1); // delta_pic_order_always_zero_flag
        reader.SignedExpGolomb(); // offset_for_non_ref_pic
        reader.SignedExpGolomb(); // offset_for_top_to_bottom_field
        var cycle = reader.UnsignedExpGolomb();
        if (cycle > MaxOrderCycle)
            throw new InvalidDataException(
                $"An H.264 sequence parameter set has a picture order cycle of {cycle}; "
                    + $"at most {MaxOrderCycle} is allowed."
            );
        for (var i = 0; i < cycle; i++)
            reader.SignedExpGolomb();
    }

    private static int ReadMacroblocks(ref BitReader reader)
    {
        var count = reader.UnsignedExpGolomb() + 1L;
        if (count > MaxMacroblocks)
            throw new InvalidDataException(
                $"An H.264 picture is {count} macroblocks wide or high; at most {MaxMacroblocks} are allowed."
            );
        return (int)count;
    }

    private static int Crop(ref BitReader reader, int length, int unit)
    {
        var cropped = length - ((long)reader.UnsignedExpGolomb() + reader.UnsignedExpGolomb()) * unit;
        if (cropped < 1)
            throw new InvalidDataException("An H.264 sequence parameter set crops the picture to nothing.");
        return (int)cropped;
    }
}
