using CamStream.Encoder.Mp4;
using static CamStream.Encoder.FFmpeg.RealEncoder;

namespace CamStream.Encoder.FFmpeg;

/// <summary>The pictures of real ffmpeg.</summary>
public sealed class H264EncoderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = HangMilliseconds)]
    public async Task Every_picture_comes_before_the_next_frame_is_written()
    {
        var jpegs = await TestPictures.MakeAsync(640, 480, 30);
        await using var encoder = Start(640, 480);
        for (var i = 0; i < 150; i++)
        {
            var time = i * 1000L / 15;
            await encoder.WriteAsync(time, jpegs[i % jpegs.Length], Cancellation);
            using var picture = await encoder.Pictures.ReadAsync(Cancellation);
            picture.Milliseconds.ShouldBe(time);
            picture.Keyframe.ShouldBe(time % 2000 == 0);
        }
    }

    [Fact(Timeout = HangMilliseconds)]
    public async Task Keyframes_lie_on_segment_starts_also_from_mid_segment_and_after_gaps()
    {
        var jpegs = await TestPictures.MakeAsync(320, 240, 10);
        await using var encoder = Start(320, 240);
        long[] times =
        [
            1_400,
            1_467,
            1_999,
            2_000,
            2_067,
            3_933,
            4_000,
            9_467,
            9_533,
            10_000,
            12_001,
            13_999,
            14_000,
            3_000_067,
            3_000_133,
            3_002_000,
        ];
        List<long> keyframes = [];
        foreach (var time in times)
        {
            using var picture = await EncodeAsync(encoder, time, jpegs[time % jpegs.Length]);
            if (picture.Keyframe)
                keyframes.Add(time);
        }

        keyframes.ShouldBe([1_400, 2_000, 4_000, 9_467, 10_000, 12_001, 14_000, 3_000_067, 3_002_000]);
    }

    [Theory(Timeout = HangMilliseconds)]
    [InlineData(2_267, new long[] { 0, 2_000, 2_267, 4_000 })]
    [InlineData(2_266, new long[] { 0, 2_000, 2_267, 4_000 })] // no picture has that time, so the next one
    [InlineData(2_000, new long[] { 0, 2_000, 4_000 })]
    [InlineData(0, new long[] { 0, 2_000, 4_000 })]
    public async Task One_more_keyframe_is_where_players_join(long joins, long[] expected)
    {
        var jpegs = await TestPictures.MakeAsync(320, 240, 2);
        await using var encoder = Start(320, 240, joins: joins);
        List<long> keyframes = [];
        foreach (var time in (long[])[0, 133, 267, 2_000, 2_133, 2_267, 2_333, 3_967, 4_000, 4_133])
        {
            using var picture = await EncodeAsync(encoder, time, jpegs[time % jpegs.Length]);
            if (picture.Keyframe)
                keyframes.Add(time);
        }
        keyframes.ShouldBe(expected);
    }

    [Fact(Timeout = HangMilliseconds)]
    public async Task Time_continues_where_that_of_FLV_wraps()
    {
        var jpegs = await TestPictures.MakeAsync(320, 240, 1);
        await using var encoder = Start(320, 240);
        foreach (var time in (long[])[0, 67, (1L << 31) - 1, (1L << 31) + 70, (1L << 31) + 2_000])
            (await EncodeAsync(encoder, time, jpegs[0])).Dispose();
    }

    [Fact(Timeout = HangMilliseconds)]
    public async Task Undecodable_JPEG_gives_no_picture_and_the_others_do()
    {
        var jpegs = await TestPictures.MakeAsync(640, 480, 10);
        await using var encoder = Start(640, 480);
        (await EncodeAsync(encoder, 0, jpegs[0])).Dispose();
        await encoder.WriteAsync(67, new byte[] { 0xFF, 0xD8, 1, 2, 3, 4, 5, 6, 0xFF, 0xD9 }, Cancellation);
        await encoder.WriteAsync(133, "nothing like a JPEG"u8.ToArray(), Cancellation);
        for (var i = 3; i < 10; i++)
            (await EncodeAsync(encoder, i * 67, jpegs[i])).Dispose();
        encoder.Completion.IsCompleted.ShouldBeFalse();
    }

    [Fact(Timeout = HangMilliseconds)]
    public async Task Session_whose_first_JPEG_is_undecodable_fails()
    {
        var jpegs = await TestPictures.MakeAsync(320, 240, 1);
        await using var encoder = Start(320, 240);
        await encoder.WriteAsync(0, new byte[] { 0xFF, 0xD8, 1, 2, 3, 4, 5, 6, 0xFF, 0xD9 }, Cancellation);
        await encoder.WriteAsync(67, jpegs[0], Cancellation);
        (await Should.ThrowAsync<EncoderException>(encoder.Completion)).Message.ShouldContain(
            "first JPEG, of 0 ms, cannot be decoded"
        );
    }

    [Theory(Timeout = HangMilliseconds)]
    [InlineData(641, 481, 640, 480)]
    [InlineData(16, 16, 16, 16)]
    [InlineData(1920, 1080, 1920, 1080)]
    public async Task Odd_sides_of_a_picture_are_made_even(int width, int height, int encodedWidth, int encodedHeight)
    {
        var jpegs = await TestPictures.MakeAsync(width, height, 2);
        await using var encoder = Start(width, height);
        (await EncodeAsync(encoder, 0, jpegs[0])).Dispose();
        (await EncodeAsync(encoder, 67, jpegs[1])).Dispose();
        var init = InitSectionWriter.Build((await encoder.AvcC).Span);
        (init.Width, init.Height).ShouldBe((encodedWidth, encodedHeight));
    }

    [Fact(Timeout = HangMilliseconds)]
    public async Task Init_section_is_the_same_in_every_session()
    {
        var jpegs = await TestPictures.MakeAsync(320, 240, 2);
        var hashes = new HashSet<string>();
        foreach (var (start, rate) in new[] { (0L, 15.0), (1_400L, 14.6) })
        {
            await using var encoder = Start(320, 240, rate);
            (await EncodeAsync(encoder, start, jpegs[start > 0 ? 1 : 0])).Dispose();
            hashes.Add(InitSectionWriter.Build((await encoder.AvcC).Span).Hash);
        }

        hashes.Count.ShouldBe(1);
    }

    [Fact(Timeout = HangMilliseconds)]
    public async Task Times_that_do_not_grow_and_impossible_sizes_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Start(15, 240));
        Should.Throw<ArgumentOutOfRangeException>(() => Start(320, 9_000));
        var jpegs = await TestPictures.MakeAsync(320, 240, 1);
        await using var encoder = Start(320, 240);
        (await EncodeAsync(encoder, 100, jpegs[0])).Dispose();
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () =>
            await encoder.WriteAsync(100, jpegs[0], Cancellation)
        );
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () =>
            await encoder.WriteAsync(99, jpegs[0], Cancellation)
        );
    }
}
