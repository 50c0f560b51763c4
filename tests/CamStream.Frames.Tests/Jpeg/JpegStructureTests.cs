using CamStream.Testing;

namespace CamStream.Frames.Jpeg;

public class JpegStructureTests
{
    private static readonly byte[] _whole = TestJpeg.Grey(640, 480);

    [Fact]
    public void The_size_of_a_complete_JPEG_is_read() =>
        Read(_whole).Info.ShouldBe(new JpegInfo(640, 480, 1, _whole.Length));

    [Fact]
    public void Every_truncation_is_refused()
    {
        for (var length = 0; length < _whole.Length; length++)
            Read(_whole[..length]).Problem.ShouldNotBeNull($"cut at {length}");
    }

    [Fact]
    public void Zeros_after_the_end_are_padding_and_other_bytes_are_not()
    {
        Read([.. _whole, 0, 0]).Info.Length.ShouldBe(_whole.Length);
        Read([.. _whole, 1]).Problem.ShouldBe("more data after EOI.");
        Read([.. _whole, .. _whole]).Problem.ShouldBe("more data after EOI.");
    }

    [Fact]
    public void A_changed_byte_of_the_headers_is_refused_or_leaves_a_JPEG_of_an_allowed_size()
    {
        var headers = _whole.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        for (var at = 0; at < headers; at++)
        {
            foreach (var value in new byte[] { 0x00, 0x01, 0x7F, 0xD8, 0xFF })
            {
                var changed = _whole.ToArray();
                changed[at] = value;
                var (info, problem) = Read(changed);
                if (problem is null)
                    (info.Width, info.Height).ShouldSatisfyAllConditions(
                        size => size.Width.ShouldBeInRange(JpegStructure.MinSide, JpegStructure.MaxSide),
                        size => size.Height.ShouldBeInRange(JpegStructure.MinSide, JpegStructure.MaxSide)
                    );
            }
        }
    }

    [Theory]
    [InlineData("", "not a JPEG")]
    [InlineData("FFD8", "not a JPEG")]
    [InlineData("FFD8FFD9", "no picture")]
    [InlineData("FFD8FFD8", "marker FFD8")]
    [InlineData("FFD8FFD0", "marker FFD0")]
    [InlineData("FFD80000", "no marker")]
    [InlineData("FFD8FFFFFFFF", "no marker")]
    [InlineData("FFD8FFE00001FFD9", "cut off in a segment")]
    [InlineData("FFD8FFE0FFFF00", "cut off in a segment")]
    [InlineData("FFD8FFDA0002FFD9", "a scan before")]
    [InlineData("FFD8FFC3000B080040004001011100FFD9", "coding process SOF3")]
    [InlineData("FFD8FFC9000B080040004001011100FFD9", "coding process SOF9")]
    [InlineData("FFD8FFC0000B0C0040004001011100FFD9", "12 bits")]
    [InlineData("FFD8FFC0000B080040004004011100FFD9", "4 components")]
    [InlineData("FFD8FFC0000B080040004003011100FFD9", "a frame header that is too short")]
    [InlineData("FFD8FFC00004FFFFFFD9", "a frame header that is too short")]
    [InlineData("FFD8FFC0000B080000004001011100FFD9", "64x0 pixels")]
    [InlineData("FFD8FFC0000B08FFFFFFFF01011100FFD9", "65535x65535 pixels")]
    [InlineData("474946383961", "not a JPEG")]
    public void The_problem_is_named(string hex, string problem) =>
        Read(Convert.FromHexString(hex)).Problem!.ShouldStartWith(problem, Case.Sensitive);

    [Fact]
    public void Fill_bytes_stuffed_bytes_restarts_and_several_scans_are_accepted()
    {
        var frame = Convert.FromHexString("FFC2000B080040004001011100");
        var scan = Convert.FromHexString("FFDA00080101000000001100FF00FFD0AA");
        Read([0xFF, 0xD8, 0xFF, 0xFF, .. frame, .. scan, .. scan, 0xFF, 0xD9])
            .Info.ShouldBe(new JpegInfo(64, 64, 1, 2 + 1 + frame.Length + 2 * scan.Length + 1 + 1 + 1));
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        var random = new Random(1);
        var bytes = new byte[200];
        for (var i = 0; i < 20_000; i++)
        {
            random.NextBytes(bytes);
            (bytes[0], bytes[1], bytes[2]) = (0xFF, 0xD8, 0xFF);
            Read(bytes);
        }
    }

    [Fact]
    public void The_size_is_read_from_the_frame_header_without_what_follows_it()
    {
        var behind = _whole.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]) + 2 + 11;
        for (var length = 0; length <= _whole.Length; length++)
        {
            var expected = length < behind ? default : new PictureSize(640, 480);
            JpegStructure.TryReadSize(_whole.AsSpan(0, length), out var size).ShouldBe(length >= behind);
            size.ShouldBe(expected, $"cut at {length}");
        }
    }

    [Theory]
    [InlineData("474946383961")]
    [InlineData("FFD8FFD9")]
    [InlineData("FFD8FFD8FFC0000B080040004001011100FFD9")]
    [InlineData("FFD8FFDA0002FFC0000B080040004001011100FFD9")]
    [InlineData("FFD8FFC3000B080040004001011100FFD9")]
    [InlineData("FFD8FFC0000B080000004001011100FFD9")]
    public void A_JPEG_that_is_refused_before_its_scan_has_no_size(string hex) =>
        JpegStructure.TryReadSize(Convert.FromHexString(hex), out _).ShouldBeFalse();

    private static (JpegInfo Info, string? Problem) Read(byte[] data)
    {
        JpegStructure.TryRead(data, out var info, out var problem).ShouldBe(problem is null);
        return (info, problem);
    }
}
