import { M3U8Parser, PlaylistLevelType, type LevelDetails } from 'hls.js/light';
import { expect, it } from 'vitest';

const playlist = (version: number, skip: string, ranges: string): string => `#EXTM3U
#EXT-X-VERSION:${version}
#EXT-X-TARGETDURATION:2
#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=12.0,HOLD-BACK=6.0,PART-HOLD-BACK=1.500
#EXT-X-PART-INF:PART-TARGET=0.500
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-MEDIA-SEQUENCE:900000000
#EXT-X-DISCONTINUITY-SEQUENCE:0
${skip}${ranges}#EXT-X-MAP:URI="init-aa.mp4"
#EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:00.000Z
#EXT-X-PART:DURATION=0.50000,URI="900000000.0.m4s",INDEPENDENT=YES
#EXT-X-PRELOAD-HINT:TYPE=PART,URI="900000000.1.m4s"
`;

const ranges = `#EXT-X-DATERANGE:ID="open-1",CLASS="com.example.a",START-DATE="2027-01-15T08:00:00.250Z"
#EXT-X-DATERANGE:ID="whole-1",CLASS="com.example.b",START-DATE="2027-01-15T07:59:59.000Z",DURATION=1.33333
`;

function parse(text: string): LevelDetails {
  return M3U8Parser.parseLevelPlaylist(text, 'http://server/hls/door/live.m3u8', 0, PlaylistLevelType.MAIN, 0, null);
}

function known({ dateRanges }: LevelDetails): unknown[] {
  return Object.values(dateRanges).map(range => range && [range.id, range.class, range.startDate.getTime(), range.duration]);
}

const expected = [
  ['open-1', 'com.example.a', Date.parse('2027-01-15T08:00:00.250Z'), null],
  ['whole-1', 'com.example.b', Date.parse('2027-01-15T07:59:59.000Z'), 1.33333],
];

it('are read by the light build of hls.js', () => {
  expect(known(parse(playlist(6, '', ranges)))).toEqual(expected);
});

it('are read from delta updates too', () => {
  expect(known(parse(playlist(9, '#EXT-X-SKIP:SKIPPED-SEGMENTS=1\n', ranges)))).toEqual(expected);
});
