using System.Text;

namespace CamStream.Encoder.Hls;

public class MultivariantPlaylistWriterTests
{
    private const long S = Made.Slot;

    [Fact]
    public void Whole_segments_give_peak_and_average_bit_rate()
    {
        // All parts have 13 bytes, except one of 1,013: segments of 52 and 1,052 bytes in two
        // seconds.
        var stream = Made.Stream().Session(Made.Small).Add(S).Add(S + 1, 3);
        stream.Add(new MediaPart(S + 1, 3, false, new byte[1013])).ShouldBeTrue();
        Write(stream, 15)
            .ShouldBe(
                "#EXTM3U\n#EXT-X-INDEPENDENT-SEGMENTS\n"
                    + "#EXT-X-STREAM-INF:BANDWIDTH=4208,AVERAGE-BANDWIDTH=2208,CODECS=\"avc1.64001e\","
                    + "RESOLUTION=640x480,FRAME-RATE=15.000,CLOSED-CAPTIONS=NONE\nlive.m3u8\n"
            );
    }

    [Fact]
    public void Before_a_segment_is_whole_the_bit_rate_is_that_of_the_parts_and_an_unknown_frame_rate_is_left_out() =>
        Write(Made.Stream().Session(Made.Large).Add(S, 2), 0)
            .ShouldBe(
                "#EXTM3U\n#EXT-X-INDEPENDENT-SEGMENTS\n"
                    + "#EXT-X-STREAM-INF:BANDWIDTH=208,AVERAGE-BANDWIDTH=208,CODECS=\"avc1.64001f\","
                    + "RESOLUTION=1280x720,CLOSED-CAPTIONS=NONE\nlive.m3u8\n"
            );

    [Fact]
    public void After_a_size_change_the_playlist_names_the_newest_init_section() =>
        Write(Made.Stream().Session(Made.Small).Add(S).Session(Made.Large).Add(S + 1, 1), 14.9876)
            .ShouldContain("CODECS=\"avc1.64001f\",RESOLUTION=1280x720,FRAME-RATE=14.988,");

    private static string Write(LiveStream stream, double framesPerSecond) =>
        Encoding.UTF8.GetString(MultivariantPlaylistWriter.Write(stream.Current, framesPerSecond));
}
