using System.Buffers;
using CamStream.Encoder.FFmpeg;

namespace CamStream.Encoder.Matroska;

public class MatroskaWriterTests
{
    [Fact]
    public void Header_is_the_one_that_was_measured()
    {
        var output = new ArrayBufferWriter<byte>();
        MatroskaWriter.WriteHeader(output, 640, 480, 15);
        Convert
            .ToHexStringLower(output.WrittenSpan)
            .ShouldBe(
                "1a45dfa3a34286810142f7810142f2810442f381084282886d6174726f736b614287810442858102"
                    + "1853806701ffffffffffffff1549a966932ad7b1830f42404d8083656e63574183656e631654ae6b"
                    + "aaaea8d7810173c581018381019c81008687565f4d4a50454723e3838403f940abe088b0820280ba"
                    + "8201e0"
            );
    }

    [Fact]
    public void Frame_is_the_one_that_was_measured()
    {
        var output = new ArrayBufferWriter<byte>();
        MatroskaWriter.WriteFramePrefix(output, 1234, 4);
        output.Write<byte>([0xFF, 0xD8, 0xFF, 0xD9]);
        Convert.ToHexStringLower(output.WrittenSpan).ShouldBe("1f43b67594e78800000000000004d2a38881000080ffd8ffd9");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(104)]
    [InlineData(105)]
    [InlineData(109)]
    [InlineData(110)]
    [InlineData(122)]
    [InlineData(123)]
    [InlineData(124)]
    [InlineData(16_000)]
    [InlineData(16_363)]
    [InlineData(16_364)]
    [InlineData(16_378)]
    [InlineData(16_379)]
    [InlineData(16_380)]
    [InlineData(2_097_146)]
    [InlineData(2_097_147)]
    [InlineData(2_097_148)]
    public void Frames_of_every_length_come_back(int length)
    {
        var output = new ArrayBufferWriter<byte>();
        var jpeg = new byte[length];
        Random.Shared.NextBytes(jpeg);
        long[] times = [0, 1, 66, 1L << 31, 1_795_338_001_234];
        MatroskaWriter.WriteHeader(output, 1280, 720, 29.97);
        foreach (var time in times)
        {
            MatroskaWriter.WriteFramePrefix(output, time, length);
            output.Write(jpeg);
        }

        var read = MatroskaTestReader.Read(output.WrittenSpan);
        (read.Width, read.Height, read.DefaultDurationNanoseconds).ShouldBe((1280, 720, 33_366_700));
        read.Frames.Select(frame => frame.Milliseconds).ShouldBe(times);
        read.Frames.ShouldAllBe(frame => frame.Data.SequenceEqual(jpeg));
    }

    [Fact]
    public async Task Ffprobe_reads_the_stream_with_exact_times()
    {
        var jpegs = await TestPictures.MakeAsync(320, 240, 4);
        var output = new ArrayBufferWriter<byte>();
        long[] times = [1_400, 1_467, 9_533, 1L << 40];
        MatroskaWriter.WriteHeader(output, 320, 240, 15);
        foreach (var (time, jpeg) in times.Zip(jpegs))
        {
            MatroskaWriter.WriteFramePrefix(output, time, jpeg.Length);
            output.Write(jpeg);
        }

        var (text, error) = await Tool.RunAsync(
            "ffprobe",
            "-v warning -f matroska -i pipe:0 -of csv=p=0 "
                + "-show_entries packet=pts,size,flags:stream=codec_name,width,height,time_base",
            output.WrittenSpan.ToArray()
        );
        error.ShouldBeEmpty();
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe([.. times.Zip(jpegs, (time, jpeg) => $"{time},{jpeg.Length},K_"), "mjpeg,320,240,1/1000"]);
    }

    [Fact]
    public void Values_that_do_not_fit_are_refused()
    {
        var output = new ArrayBufferWriter<byte>();
        Should.Throw<ArgumentOutOfRangeException>(() => MatroskaWriter.WriteHeader(output, 0, 480, 15));
        Should.Throw<ArgumentOutOfRangeException>(() => MatroskaWriter.WriteHeader(output, 640, 65_536, 15));
        Should.Throw<ArgumentOutOfRangeException>(() => MatroskaWriter.WriteHeader(output, 640, 480, 0.1));
        Should.Throw<ArgumentOutOfRangeException>(() => MatroskaWriter.WriteFramePrefix(output, -1, 4));
        Should.Throw<ArgumentOutOfRangeException>(() => MatroskaWriter.WriteFramePrefix(output, 0, 0));
        output.WrittenCount.ShouldBe(0);
    }
}
