using static CamStream.Encoder.Hls.ExpectedPlaylist;

namespace CamStream.Encoder.Hls;

public class MediaPlaylistWriterTests
{
    private const long S = Made.Slot;

    [Fact]
    public void First_part_of_a_stream_follows_three_gaps() =>
        Made.Stream()
            .Session(Made.Small)
            .Add(S, 1)
            .Playlist()
            .ShouldBe(
                LeadingGaps
                    + """
                    #EXT-X-PRELOAD-HINT:TYPE=PART,URI="900000000.1.m4s"

                    """
            );

    [Fact]
    public void Parts_of_a_growing_segment_are_listed_without_it() =>
        Made.Stream()
            .Session(Made.Small)
            .Add(S, 3)
            .Playlist()
            .ShouldBe(
                LeadingGaps
                    + """
                    #EXT-X-PART:DURATION=0.50000,URI="900000000.1.m4s"
                    #EXT-X-PART:DURATION=0.50000,URI="900000000.2.m4s"
                    #EXT-X-PRELOAD-HINT:TYPE=PART,URI="900000000.3.m4s"

                    """
            );

    [Fact]
    public void Last_part_completes_the_segment_and_the_first_of_the_next_is_hinted() =>
        Made.Stream()
            .Session(Made.Small)
            .Add(S)
            .Playlist()
            .ShouldBe(
                LeadingGaps
                    + """
                    #EXT-X-PART:DURATION=0.50000,URI="900000000.1.m4s"
                    #EXT-X-PART:DURATION=0.50000,URI="900000000.2.m4s"
                    #EXT-X-PART:DURATION=0.50000,URI="900000000.3.m4s"
                    #EXTINF:2.00000,
                    900000000.m4s
                    #EXT-X-PRELOAD-HINT:TYPE=PART,URI="900000001.0.m4s"

                    """
            );

    [Fact]
    public void Window_slides_and_parts_are_listed_for_three_target_durations() =>
        Made.Stream()
            .Session(Made.Small)
            .AddSegments(S, 8)
            .Add(S + 8, 1)
            .Playlist()
            .ShouldBe(
                Header
                    + """
                    #EXT-X-MEDIA-SEQUENCE:900000001
                    #EXT-X-DISCONTINUITY-SEQUENCE:0
                    #EXT-X-MAP:URI="init-aa.mp4"
                    #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:02.000Z
                    #EXTINF:2.00000,
                    900000001.m4s
                    #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:04.000Z
                    #EXTINF:2.00000,
                    900000002.m4s
                    #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:06.000Z
                    #EXTINF:2.00000,
                    900000003.m4s
                    #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:08.000Z
                    #EXTINF:2.00000,
                    900000004.m4s
                    #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:10.000Z
                    #EXTINF:2.00000,
                    900000005.m4s
                    #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:12.000Z
                    #EXT-X-PART:DURATION=0.50000,URI="900000006.0.m4s",INDEPENDENT=YES
                    #EXT-X-PART:DURATION=0.50000,URI="900000006.1.m4s"
                    #EXT-X-PART:DURATION=0.50000,URI="900000006.2.m4s"
                    #EXT-X-PART:DURATION=0.50000,URI="900000006.3.m4s"
                    #EXTINF:2.00000,
                    900000006.m4s
                    #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:14.000Z
                    #EXT-X-PART:DURATION=0.50000,URI="900000007.0.m4s",INDEPENDENT=YES
                    #EXT-X-PART:DURATION=0.50000,URI="900000007.1.m4s"
                    #EXT-X-PART:DURATION=0.50000,URI="900000007.2.m4s"
                    #EXT-X-PART:DURATION=0.50000,URI="900000007.3.m4s"
                    #EXTINF:2.00000,
                    900000007.m4s
                    #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:16.000Z
                    #EXT-X-PART:DURATION=0.50000,URI="900000008.0.m4s",INDEPENDENT=YES
                    #EXT-X-PRELOAD-HINT:TYPE=PART,URI="900000008.1.m4s"

                    """
            );

    [Fact]
    public void Delta_update_leaves_out_what_lies_beyond_the_skip_boundary() =>
        Made.Stream()
            .Session(Made.Small)
            .AddSegments(S, 8)
            .Add(S + 8, 1)
            .DeltaUpdate()
            .ShouldBe(
                """
                #EXTM3U
                #EXT-X-VERSION:9
                #EXT-X-TARGETDURATION:2
                #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=12.0,HOLD-BACK=6.0,PART-HOLD-BACK=1.500
                #EXT-X-PART-INF:PART-TARGET=0.500
                #EXT-X-INDEPENDENT-SEGMENTS
                #EXT-X-MEDIA-SEQUENCE:900000001
                #EXT-X-DISCONTINUITY-SEQUENCE:0
                #EXT-X-SKIP:SKIPPED-SEGMENTS=1
                #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:04.000Z
                #EXTINF:2.00000,
                900000002.m4s
                #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:06.000Z
                #EXTINF:2.00000,
                900000003.m4s
                #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:08.000Z
                #EXTINF:2.00000,
                900000004.m4s
                #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:10.000Z
                #EXTINF:2.00000,
                900000005.m4s
                #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:12.000Z
                #EXT-X-PART:DURATION=0.50000,URI="900000006.0.m4s",INDEPENDENT=YES
                #EXT-X-PART:DURATION=0.50000,URI="900000006.1.m4s"
                #EXT-X-PART:DURATION=0.50000,URI="900000006.2.m4s"
                #EXT-X-PART:DURATION=0.50000,URI="900000006.3.m4s"
                #EXTINF:2.00000,
                900000006.m4s
                #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:14.000Z
                #EXT-X-PART:DURATION=0.50000,URI="900000007.0.m4s",INDEPENDENT=YES
                #EXT-X-PART:DURATION=0.50000,URI="900000007.1.m4s"
                #EXT-X-PART:DURATION=0.50000,URI="900000007.2.m4s"
                #EXT-X-PART:DURATION=0.50000,URI="900000007.3.m4s"
                #EXTINF:2.00000,
                900000007.m4s
                #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:16.000Z
                #EXT-X-PART:DURATION=0.50000,URI="900000008.0.m4s",INDEPENDENT=YES
                #EXT-X-PRELOAD-HINT:TYPE=PART,URI="900000008.1.m4s"

                """
            );

    [Fact]
    public void Delta_update_with_nothing_to_leave_out_is_the_whole_playlist()
    {
        var stream = Made.Stream().Session(Made.Small).AddSegments(S, 3);
        stream.DeltaUpdate().ShouldBe(stream.Playlist());
    }

    [Fact]
    public void The_same_window_is_written_once()
    {
        var window = Made.Stream().Session(Made.Small).Add(S).Current;
        window.Playlist.ShouldBe(window.Playlist);
        window.DeltaUpdate.ShouldBe(window.DeltaUpdate);
    }
}
