using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.Hls;

public class DefaultPlaylistTests
{
    [Fact]
    public void Default_grid_has_parts_of_two_fifteenths_of_a_second_that_add_up_exactly() =>
        Made.Stream(grid: new TimelineOptions().Grid)
            .Session(Made.Small)
            .Add(Made.Slot, 15)
            .Playlist()
            .ShouldBe(
                """
                #EXTM3U
                #EXT-X-VERSION:6
                #EXT-X-TARGETDURATION:2
                #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=12.0,HOLD-BACK=6.0,PART-HOLD-BACK=0.402
                #EXT-X-PART-INF:PART-TARGET=0.134
                #EXT-X-INDEPENDENT-SEGMENTS
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
                #EXT-X-PART:DURATION=0.13333,URI="900000000.0.m4s",INDEPENDENT=YES
                #EXT-X-PART:DURATION=0.13334,URI="900000000.1.m4s"
                #EXT-X-PART:DURATION=0.13333,URI="900000000.2.m4s"
                #EXT-X-PART:DURATION=0.13333,URI="900000000.3.m4s"
                #EXT-X-PART:DURATION=0.13334,URI="900000000.4.m4s"
                #EXT-X-PART:DURATION=0.13333,URI="900000000.5.m4s"
                #EXT-X-PART:DURATION=0.13333,URI="900000000.6.m4s"
                #EXT-X-PART:DURATION=0.13334,URI="900000000.7.m4s"
                #EXT-X-PART:DURATION=0.13333,URI="900000000.8.m4s"
                #EXT-X-PART:DURATION=0.13333,URI="900000000.9.m4s"
                #EXT-X-PART:DURATION=0.13334,URI="900000000.10.m4s"
                #EXT-X-PART:DURATION=0.13333,URI="900000000.11.m4s"
                #EXT-X-PART:DURATION=0.13333,URI="900000000.12.m4s"
                #EXT-X-PART:DURATION=0.13334,URI="900000000.13.m4s"
                #EXT-X-PART:DURATION=0.13333,URI="900000000.14.m4s"
                #EXTINF:2.00000,
                900000000.m4s
                #EXT-X-PRELOAD-HINT:TYPE=PART,URI="900000001.0.m4s"

                """
            );
}
