import { M3U8Parser, PlaylistLevelType } from 'hls.js/light';
import { describe, expect, it } from 'vitest';
import { repeatsIn, seenCapture, type Repeat } from './repeats';

const RANGES = `#EXT-X-DATERANGE:ID="repeat-1",CLASS="com.camstream.repeat",START-DATE="2027-01-15T08:00:00.250Z"
#EXT-X-DATERANGE:ID="repeat-0",CLASS="com.camstream.repeat",START-DATE="2027-01-15T07:59:57.000Z",DURATION=1.50000
#EXT-X-DATERANGE:ID="other",CLASS="com.example",START-DATE="2027-01-15T07:59:57.000Z",DURATION=1.50000
`;

// As the bundled build of hls.js reads it.
function listed(version: number, skip: string, ranges: string): Repeat[] {
  const text = `#EXTM3U
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
  return repeatsIn(
    M3U8Parser.parseLevelPlaylist(text, 'http://server/hls/door/live.m3u8', 0, PlaylistLevelType.MAIN, 0, null)
      .dateRanges,
  );
}

const date = (time: string): number => Date.parse(`2027-01-15T${time}Z`);

describe('repeats', () => {
  const expected = [
    { from: date('08:00:00.250'), to: Infinity },
    { from: date('07:59:57.000'), to: date('07:59:58.500') },
  ];

  it('are read from a playlist', () => {
    expect(listed(6, '', RANGES)).toEqual(expected);
  });

  it('are read from a delta update too', () => {
    expect(listed(9, '#EXT-X-SKIP:SKIPPED-SEGMENTS=1\n', RANGES)).toEqual(expected);
  });

  it('are none when the playlist has none', () => {
    expect(listed(6, '', '')).toEqual([]);
  });
});

describe('the picture on screen', () => {
  it('has its date when nothing is repeated', () => {
    expect(seenCapture(1_000, [])).toBe(1_000);
    expect(
      seenCapture(1_000, [
        { from: 0, to: 1_000 },
        { from: 1_001, to: Infinity },
      ]),
    ).toBe(1_000);
  });

  it('has the capture time of the picture that is repeated', () => {
    expect(seenCapture(9_000, [{ from: 1_000, to: Infinity }])).toBe(1_000);
    expect(seenCapture(3_000, [{ from: 1_000, to: 4_000 }])).toBe(1_000);
  });

  it('is the newer of two late pictures', () => {
    expect(
      seenCapture(4_500, [
        { from: 1_000, to: 5_000 },
        { from: 3_000, to: Infinity },
      ]),
    ).toBe(3_000);
  });
});
