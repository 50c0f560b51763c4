namespace CamStream.TestPattern;

/// <summary>
/// Encodes a picture as baseline JPEG (ITU-T T.81) again and again while parts of it change. A
/// block's coefficients do not depend on its neighbours; only its DC level is written as a
/// difference. So a block stays coded until something is drawn in it, and a frame costs only the
/// few changed blocks and the copying of bits.
/// </summary>
internal sealed class JpegEncoder
{
    private const int BlocksPerMcu = 6;
    private const int MaxDcBits = 9 + 11;

    private readonly YCbCrPicture _picture;
    private readonly byte[] _header;
    private readonly BlockCoder _luma;
    private readonly BlockCoder _chroma;
    private readonly CodedBlock[] _blocks;
    private readonly bool[] _changed;
    private byte[] _output = [];

    public JpegEncoder(YCbCrPicture picture, int quality)
    {
        _picture = picture;
        var (lumaSteps, chromaSteps) = (Quantization.Luma(quality), Quantization.Chroma(quality));
        _header = JpegHeader.Write(picture.Width, picture.Height, lumaSteps, chromaSteps);
        _luma = new BlockCoder(lumaSteps, HuffmanTable.LumaAc);
        _chroma = new BlockCoder(chromaSteps, HuffmanTable.ChromaAc);
        _changed = new bool[picture.McuColumns * picture.McuRows];
        _changed.AsSpan().Fill(true);
        _blocks = new CodedBlock[_changed.Length * BlocksPerMcu];
    }

    /// <summary>Marks the blocks of <paramref name="area"/> as changed.</summary>
    public void Invalidate(Area area)
    {
        var (left, right) = (Math.Max(area.Left, 0) / 16, Math.Min((area.Right + 15) / 16, _picture.McuColumns));
        var (top, bottom) = (Math.Max(area.Top, 0) / 16, Math.Min((area.Bottom + 15) / 16, _picture.McuRows));
        for (var row = top; row < bottom && left < right; row++)
            _changed.AsSpan(row * _picture.McuColumns + left, right - left).Fill(true);
    }

    /// <summary>The picture as JPEG; valid until the next call.</summary>
    public ReadOnlySpan<byte> Encode()
    {
        var bits = 0L;
        for (var mcu = 0; mcu < _changed.Length; mcu++)
        {
            if (_changed[mcu])
                Code(mcu);
            _changed[mcu] = false;
        }
        foreach (ref readonly var block in _blocks.AsSpan())
            bits += MaxDcBits + block.AcBits;
        var room = _header.Length + (int)(bits / 8 + 1) * 2 + 16; // twice: every byte may need a stuffed 0
        if (_output.Length < room)
            _output = GC.AllocateUninitializedArray<byte>(room + room / 2);
        _header.CopyTo(_output, 0);
        var length = _header.Length + WriteScan(_output.AsSpan(_header.Length));
        _output[length] = 0xFF;
        _output[length + 1] = 0xD9;
        return _output.AsSpan(0, length + 2);
    }

    // An MCU's blocks in the order of T.81 A.2.3: four of luma, left to right and top to bottom,
    // then Cb, then Cr.
    private void Code(int mcu)
    {
        var (column, row) = (mcu % _picture.McuColumns, mcu / _picture.McuColumns);
        var blocks = _blocks.AsSpan(mcu * BlocksPerMcu, BlocksPerMcu);
        var (lumaStride, chromaStride) = (_picture.LumaStride, _picture.ChromaStride);
        for (var i = 0; i < 4; i++)
        {
            var at = (row * 16 + i / 2 * 8) * lumaStride + column * 16 + i % 2 * 8;
            _luma.Code(_picture.Luma.AsSpan(at), lumaStride, ref blocks[i]);
        }
        var chroma = row * 8 * chromaStride + column * 8;
        _chroma.Code(_picture.Cb.AsSpan(chroma), chromaStride, ref blocks[4]);
        _chroma.Code(_picture.Cr.AsSpan(chroma), chromaStride, ref blocks[5]);
    }

    private int WriteScan(Span<byte> output)
    {
        var writer = new EntropyWriter(output);
        var (y, cb, cr) = (0, 0, 0);
        for (var at = 0; at < _blocks.Length; at += BlocksPerMcu)
        {
            var blocks = _blocks.AsSpan(at, BlocksPerMcu);
            for (var i = 0; i < 4; i++)
                Write(ref writer, HuffmanTable.LumaDc, in blocks[i], ref y);
            Write(ref writer, HuffmanTable.ChromaDc, in blocks[4], ref cb);
            Write(ref writer, HuffmanTable.ChromaDc, in blocks[5], ref cr);
        }
        writer.Finish();
        return writer.Position;
    }

    // T.81 F.1.2.1: the difference to the DC level of the component's previous block.
    private static void Write(ref EntropyWriter writer, HuffmanTable table, in CodedBlock block, ref int predicted)
    {
        var difference = block.Dc - predicted;
        predicted = block.Dc;
        var size = BlockCoder.Size(difference);
        var (code, length) = table[size];
        writer.Put((ulong)code << size | BlockCoder.Magnitude(difference, size), length + size);
        block.WriteAc(ref writer);
    }
}
