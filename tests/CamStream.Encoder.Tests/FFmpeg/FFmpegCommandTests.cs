using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.FFmpeg;

public class FFmpegCommandTests
{
    private static readonly MediaGrid _grid = new TimelineOptions().Grid;

    [Fact]
    public void Command_is_the_one_that_was_measured() =>
        Words(new H264Session(640, 480, 14.8, _grid), new EncoderOptions(), 1_400)
            .ShouldBe(
                "-hide_banner -nostats -nostdin -loglevel error -copyts -threads 1 -fpsprobesize 0 -f matroska -i IN "
                    + "-map 0:v:0 -an -fps_mode passthrough -enc_time_base 1:1000 "
                    + "-c:v libx264 -preset superfast -tune zerolatency -profile:v high -bf 0 -threads 1 "
                    + "-g 100000 -sc_threshold 0 "
                    + "-force_key_frames \"expr:if(isnan(prev_forced_t),1,"
                    + "gt(floor((t+1.4005)/2.0),floor((prev_forced_t+1.4005)/2.0)))\" "
                    + "-crf 25 -maxrate 800k -bufsize 800k "
                    + "-pix_fmt yuv420p -color_range tv -colorspace smpte170m "
                    + "-color_primaries bt709 -color_trc iec61966-2-1 "
                    + "-f flv -flvflags no_duration_filesize -flush_packets 1 OUT -y"
            );

    [Fact]
    public void Options_and_odd_sizes_are_in_the_command()
    {
        var words = Words(
            new H264Session(641, 481, 15, _grid),
            new EncoderOptions
            {
                Preset = "veryfast",
                Crf = 30,
                MaxKilobits = 123,
            },
            0
        );
        words.ShouldContain("-vf crop=640:480:0:0 ");
        words.ShouldContain("-preset veryfast ");
        words.ShouldContain("-crf 30 -maxrate 123k -bufsize 123k ");
    }

    [Theory]
    [InlineData(320, 240, 800)]
    [InlineData(640, 480, 800)]
    [InlineData(800, 600, 1138)]
    [InlineData(1280, 720, 2000)]
    [InlineData(1920, 1080, 4250)]
    public void Bit_rate_grows_with_the_pixels(int width, int height, int kilobits) =>
        FFmpegCommand.DefaultKilobits(width, height).ShouldBe(kilobits);

    [Theory]
    [InlineData(0.2, 1)]
    [InlineData(14.8, 15)]
    [InlineData(1e9, 240)]
    public void Frame_rate_is_rounded_as_the_init_section_depends_on_it(double nominal, int rounded) =>
        new H264Session(640, 480, nominal, _grid).RoundedFramesPerSecond.ShouldBe(rounded);

    // The words with one space between, and without the names of the pipes, which always differ.
    private static string Words(H264Session session, EncoderOptions options, long firstMilliseconds)
    {
        var command = FFmpegCommand
            .Build(session, options, firstMilliseconds, new FrameSource(session), new PictureSink(_ => { }))
            .Arguments;
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var input = Array.IndexOf(words, "-i") + 1;
        words[input] = "IN";
        words[Array.IndexOf(words, "-flush_packets") + 2] = "OUT";
        return string.Join(' ', words);
    }
}
