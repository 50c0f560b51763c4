using static CamStream.Encoder.Hls.ExpectedPlaylist;

namespace CamStream.Encoder.Hls;

/// <summary>Playlists where sessions end and begin: discontinuities and gaps.</summary>
public class MediaPlaylistSessionTests
{
    private const long S = Made.Slot;

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
    public void Another_session_with_the_same_init_section_continues_without_a_discontinuity() =>
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
                    "#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI=\"init-bb.mp4\"\n"
                        + "#EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:00.000Z"
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

    private static LiveStream Added(LiveStream stream, MediaPart part)
    {
        stream.Add(part).ShouldBeTrue();
        return stream;
    }
}
