using System.Security.Cryptography;

namespace CamStream.Encoder.Mp4;

public class InitSectionWriterTests
{
    // x264, High profile, level 2.2, 640x480
    internal static readonly byte[] AvcC = Convert.FromHexString(
        "01640016FFE1001D67640016ACB40501ED80B5020205A50000030001000003001E8F162EA001000468EF1F2CFDF8F800"
    );

    [Fact]
    public void Section_has_exactly_these_boxes() =>
        BoxTree
            .Print(InitSectionWriter.Build(AvcC).Data.Span)
            .ShouldBe(
                """
                ftyp 28 69736f36 00000000 69736f36 636d6663 6d703431
                moov 632
                  mvhd 108 00000000 00000000 00000000 00015f90 00000000 00010000 01000000 00000000
                      00000000 00010000 00000000 00000000 00000000 00010000 00000000 00000000
                      00000000 40000000 00000000 00000000 00000000 00000000 00000000 00000000
                      00000002
                  trak 476
                    tkhd 92 00000007 00000000 00000000 00000001 00000000 00000000 00000000 00000000
                        00000000 00000000 00010000 00000000 00000000 00000000 00010000 00000000
                        00000000 00000000 40000000 02800000 01e00000
                    mdia 376
                      mdhd 32 00000000 00000000 00000000 00015f90 00000000 55c40000
                      hdlr 38 00000000 00000000 76696465 00000000 00000000 00000000 76696465 6f00
                      minf 298
                        vmhd 20 00000001 00000000 00000000
                        dinf 36
                          dref 28 00000000 00000001
                            url  12 00000001
                        stbl 234
                          stsd 158 00000000 00000001
                            avc1 142 00000000 00000001 00000000 00000000 00000000 00000000 028001e0 00480000
                                00480000 00000000 00010000 00000000 00000000 00000000 00000000 00000000
                                00000000 00000000 00000018 ffff
                              avcC 56 01640016 ffe1001d 67640016 acb40501 ed80b502 0205a500 00030001 00000300
                                  1e8f162e a0010004 68ef1f2c fdf8f800
                          stts 16 00000000 00000000
                          stsc 16 00000000 00000000
                          stsz 20 00000000 00000000 00000000
                          stco 16 00000000 00000000
                  mvex 40
                    trex 32 00000000 00000001 00000001 00000000 00000000 00000000

                """
            );

    [Fact]
    public void Section_names_codec_and_size_and_its_name_follows_from_its_content()
    {
        var section = InitSectionWriter.Build(AvcC);
        (section.Codecs, section.Width, section.Height).ShouldBe(("avc1.640016", 640, 480));
        section.Hash.ShouldBe(Convert.ToHexString(SHA256.HashData(section.Data.Span))[..16].ToLowerInvariant());
        InitSectionWriter.Build(AvcC).Hash.ShouldBe(section.Hash);
    }

    [Fact]
    public void Cut_off_configuration_is_refused()
    {
        // After the PPS there is only the optional end, which repeats fields of the SPS.
        for (var length = 0; length < AvcC.Length - 4; length++)
            Should.Throw<InvalidDataException>(
                () => InitSectionWriter.Build(AvcC.AsSpan(0, length).ToArray()),
                $"{length} bytes"
            );
    }

    [Theory]
    [InlineData(0, 2, "version")]
    [InlineData(4, 0xFD, "4-byte lengths")]
    [InlineData(5, 0xE0, "no SPS")]
    [InlineData(37, 0, "no PPS")]
    [InlineData(8, 0x68, "sequence parameter set")]
    public void Malformed_configuration_is_refused_with_the_reason(int at, byte value, string reason)
    {
        var avcC = AvcC.ToArray();
        avcC[at] = value;
        Should.Throw<InvalidDataException>(() => InitSectionWriter.Build(avcC)).Message.ShouldContain(reason);
    }

    [Fact]
    public void Random_bytes_are_refused_or_accepted_but_never_crash_it()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var avcC = AvcC.ToArray();
            for (var hits = random.Next(1, 6); hits > 0; hits--)
                avcC[random.Next(avcC.Length)] = (byte)random.Next(256);
            try
            {
                var section = InitSectionWriter.Build(avcC);
                section.Width.ShouldBeInRange(1, 16_384);
                section.Height.ShouldBeInRange(1, 32_768);
            }
            catch (InvalidDataException) { }
        }
    }
}
