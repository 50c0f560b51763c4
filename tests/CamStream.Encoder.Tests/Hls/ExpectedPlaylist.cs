namespace CamStream.Encoder.Hls;

/// <summary>How the playlists of <see cref="Made"/> streams begin.</summary>
internal static class ExpectedPlaylist
{
    /// <summary>The tags before EXT-X-MEDIA-SEQUENCE.</summary>
    public const string Header = """
        #EXTM3U
        #EXT-X-VERSION:6
        #EXT-X-TARGETDURATION:2
        #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=12.0,HOLD-BACK=6.0,PART-HOLD-BACK=1.500
        #EXT-X-PART-INF:PART-TARGET=0.500
        #EXT-X-INDEPENDENT-SEGMENTS

        """;

    /// <summary>A playlist up to the first part of its first segment.</summary>
    public const string LeadingGaps =
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
}
