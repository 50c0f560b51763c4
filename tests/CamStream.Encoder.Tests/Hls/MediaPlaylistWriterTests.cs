namespace CamStream.Encoder.Hls;

public class MediaPlaylistWriterTests
{
    private const long S = Made.Slot;

    private const string Header = """
        #EXTM3U
        #EXT-X-VERSION:6
        #EXT-X-TARGETDURATION:2
        #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=12.0,HOLD-BACK=6.0,PART-HOLD-BACK=1.500
        #EXT-X-PART-INF:PART-TARGET=0.500
        #EXT-X-INDEPENDENT-SEGMENTS

        """;

    private const string LeadingGaps =
        Header
        + """
            #EXT-X-MEDIA-SEQUENCE:899999997
            #EXT-X-DISCONTINUITY-SEQUENCE:0
            #EXT-X-MAP:URI="init-aa.mp4"
            #EXT-X-PROGRAM-DATE-TIME:2027-01-15T07:59:54.000Z
            #EXT-X-GAP
            #EXTINF:2.00000,
            899999997.m4s
            #EXT-X-PROGRAM-DATE-TIME:2027-01-15T07:59:56.000Z
            #EXT-X-GAP
            #EXTINF:2.00000,
            899999998.m4s
            #EXT-X-PROGRAM-DATE-TIME:2027-01-15T07:59:58.000Z
            #EXT-X-GAP
            #EXTINF:2.00000,
            899999999.m4s
            #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:00.000Z
            #EXT-X-PART:DURATION=0.50000,URI="900000000.0.m4s",INDEPENDENT=YES

            """;

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
    public void Size_change_is_a_discontinuity_with_its_own_init_section() =>
        Made.Stream()
            .Session(Made.Small)
            .Add(S)
            .Session(Made.Large)
            .Add(S + 1, 1)
            .Playlist()
            .ShouldBe(
                LeadingGaps
                    + """
                    #EXT-X-PART:DURATION=0.50000,URI="900000000.1.m4s"
                    #EXT-X-PART:DURATION=0.50000,URI="900000000.2.m4s"
                    #EXT-X-PART:DURATION=0.50000,URI="900000000.3.m4s"
                    #EXTINF:2.00000,
                    900000000.m4s
                    #EXT-X-DISCONTINUITY
                    #EXT-X-MAP:URI="init-bb.mp4"
                    #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:02.000Z
                    #EXT-X-PART:DURATION=0.50000,URI="900000001.0.m4s",INDEPENDENT=YES
                    #EXT-X-PRELOAD-HINT:TYPE=PART,URI="900000001.1.m4s"

                    """
            );

    [Fact]
    public void Another_session_with_the_same_init_section_goes_on_without_a_discontinuity() =>
        Made.Stream()
            .Session(Made.Small)
            .Add(S)
            .Session(Made.Small)
            .Add(S + 1, 1)
            .Playlist()
            .ShouldBe(
                LeadingGaps
                    + """
                    #EXT-X-PART:DURATION=0.50000,URI="900000000.1.m4s"
                    #EXT-X-PART:DURATION=0.50000,URI="900000000.2.m4s"
                    #EXT-X-PART:DURATION=0.50000,URI="900000000.3.m4s"
                    #EXTINF:2.00000,
                    900000000.m4s
                    #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:02.000Z
                    #EXT-X-PART:DURATION=0.50000,URI="900000001.0.m4s",INDEPENDENT=YES
                    #EXT-X-PRELOAD-HINT:TYPE=PART,URI="900000001.1.m4s"

                    """
            );

    [Fact]
    public void A_session_cut_off_in_a_segment_leaves_gaps_to_the_next_one() =>
        Made.Stream()
            .Session(Made.Small)
            .Add(S, 2)
            .Session(Made.Small)
            .Add(S + 2, 1)
            .Playlist()
            .ShouldBe(
                LeadingGaps
                    + """
                    #EXT-X-PART:DURATION=0.50000,URI="900000000.1.m4s"
                    #EXT-X-PART:DURATION=0.50000,URI="900000000.2.m4s",GAP=YES
                    #EXT-X-PART:DURATION=0.50000,URI="900000000.3.m4s",GAP=YES
                    #EXT-X-GAP
                    #EXTINF:2.00000,
                    900000000.m4s
                    #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:02.000Z
                    #EXT-X-GAP
                    #EXTINF:2.00000,
                    900000001.m4s
                    #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:04.000Z
                    #EXT-X-PART:DURATION=0.50000,URI="900000002.0.m4s",INDEPENDENT=YES
                    #EXT-X-PRELOAD-HINT:TYPE=PART,URI="900000002.1.m4s"

                    """
            );

    [Fact]
    public void A_keyframe_in_the_same_segment_may_follow_missing_parts() =>
        Added(Made.Stream().Session(Made.Small).Add(S, 1), Made.Part(S, 2, independent: true))
            .Playlist()
            .ShouldBe(
                LeadingGaps
                    + """
                    #EXT-X-PART:DURATION=0.50000,URI="900000000.1.m4s",GAP=YES
                    #EXT-X-PART:DURATION=0.50000,URI="900000000.2.m4s",INDEPENDENT=YES
                    #EXT-X-PRELOAD-HINT:TYPE=PART,URI="900000000.3.m4s"

                    """
            );

    [Fact]
    public void After_a_rest_longer_than_the_window_the_list_starts_anew_with_three_gaps() =>
        Made.Stream()
            .Session(Made.Small)
            .AddSegments(S - 1000, 5)
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
    public void After_a_rest_and_a_size_change_the_gaps_keep_the_old_init_section() =>
        Made.Stream()
            .Session(Made.Small)
            .AddSegments(S - 1000, 5)
            .Session(Made.Large)
            .Add(S, 1)
            .Playlist()
            .ShouldBe(
                LeadingGaps.Replace(
                    "#EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:00.000Z",
                    "#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI=\"init-bb.mp4\"\n#EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:00.000Z"
                )
                    + """
                    #EXT-X-PRELOAD-HINT:TYPE=PART,URI="900000000.1.m4s"

                    """
            );

    [Fact]
    public void A_discontinuity_that_leaves_the_window_is_counted()
    {
        var stream = Made.Stream().Session(Made.Small).Add(S).Session(Made.Large).AddSegments(S + 1, 7);
        stream
            .Playlist()
            .ShouldStartWith(
                Header
                    + """
                    #EXT-X-MEDIA-SEQUENCE:900000001
                    #EXT-X-DISCONTINUITY-SEQUENCE:0
                    #EXT-X-DISCONTINUITY
                    #EXT-X-MAP:URI="init-bb.mp4"

                    """
            );
        stream
            .Add(S + 8)
            .Playlist()
            .ShouldStartWith(
                Header
                    + """
                    #EXT-X-MEDIA-SEQUENCE:900000002
                    #EXT-X-DISCONTINUITY-SEQUENCE:1
                    #EXT-X-MAP:URI="init-bb.mp4"

                    """
            );
    }

    [Fact]
    public void The_same_window_is_written_once()
    {
        var window = Made.Stream().Session(Made.Small).Add(S).Current;
        window.Playlist.ShouldBe(window.Playlist);
        window.DeltaUpdate.ShouldBe(window.DeltaUpdate);
    }

    private static LiveStream Added(LiveStream stream, MediaPart part)
    {
        stream.Add(part).ShouldBeTrue();
        return stream;
    }
}
