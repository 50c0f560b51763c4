import { M3U8Parser, PlaylistLevelType } from 'hls.js/light';
import { expect, it } from 'vitest';
import { sampledFrames, type SampledFrame } from './sampled';

const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

function read(...tags: string[]): SampledFrame[] {
  const playlist = `#EXTM3U
#EXT-X-VERSION:6
#EXT-X-TARGETDURATION:2
#EXT-X-PART-INF:PART-TARGET=0.500
#EXT-X-MEDIA-SEQUENCE:900000000
${tags.map(tag => `#EXT-X-DATERANGE:${tag}\n`).join('')}#EXT-X-MAP:URI="init-aa.mp4"
#EXT-X-PROGRAM-DATE-TIME:2026-11-22T09:00:00.000Z
#EXT-X-PART:DURATION=0.50000,URI="900000000.0.m4s",INDEPENDENT=YES
`;
  return sampledFrames(
    M3U8Parser.parseLevelPlaylist(playlist, 'http://server/hls/door/live.m3u8', 0, PlaylistLevelType.MAIN, 0, null)
      .dateRanges,
  );
}

it('are found among the date ranges that hls.js reads', () => {
  expect(
    read(
      'ID="frame-00f067aa0ba902b7",CLASS="com.camstream.frame",START-DATE="2026-11-22T09:00:00.123Z",' +
        `X-COM-CAMSTREAM-TRACEPARENT="${traceparent}"`,
      'ID="repeat-1",CLASS="com.camstream.repeat",START-DATE="2026-11-22T09:00:00.200Z"',
    ),
  ).toEqual([{ traceparent, date: Date.UTC(2026, 10, 22, 9, 0, 0, 123) }]);
});

it.each([
  'ID="frame-1",CLASS="com.camstream.frame",START-DATE="2026-11-22T09:00:00.123Z"',
  'ID="frame-1",CLASS="com.camstream.frame",START-DATE="2026-11-22T09:00:00.123Z",' +
    'X-COM-CAMSTREAM-TRACEPARENT="00-4bf9-1-01"',
  `ID="frame-1",CLASS="com.camstream.frame",START-DATE="soon",X-COM-CAMSTREAM-TRACEPARENT="${traceparent}"`,
  'ID="frame-1",CLASS="com.example.frame",START-DATE="2026-11-22T09:00:00.123Z",' +
    `X-COM-CAMSTREAM-TRACEPARENT="${traceparent}"`,
])('are not seen in %s', tag => {
  expect(read(tag)).toEqual([]);
});
