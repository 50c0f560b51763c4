import { expect, it } from 'vitest';
import { parseCamera, parseCameras } from './camera';

const json = {
  id: 'front-door',
  state: 'live',
  since: '2026-11-22T09:00:00.000Z',
  lastFrame: '2026-11-22T09:00:01.500Z',
  width: 640,
  height: 480,
  fps: 15.0,
  encoder: 'encoder-0',
  clockOffsetMs: -3,
  received: 123,
  dropped: { broker: 1, invalid: 0 },
  status: null,
  later: 'unknown fields are ignored',
};

it('reads a camera', () => {
  expect(parseCamera(json)).toEqual({
    id: 'front-door',
    state: 'live',
    since: Date.UTC(2026, 10, 22, 9),
    lastFrame: Date.UTC(2026, 10, 22, 9, 0, 1, 500),
    width: 640,
    height: 480,
    fps: 15,
    encoder: 'encoder-0',
    clockOffsetMs: -3,
    received: 123,
    dropped: { broker: 1, invalid: 0 },
  });
});

it('takes missing and wrong fields as unknown', () => {
  expect(
    parseCamera({
      id: 'a',
      state: 'dancing',
      lastFrame: 'yesterday',
      width: '640',
      height: -1,
      fps: 0,
      dropped: { a: 'b' },
    }),
  ).toEqual({
    id: 'a',
    state: 'offline',
    since: null,
    lastFrame: null,
    width: null,
    height: null,
    fps: null,
    encoder: null,
    clockOffsetMs: null,
    received: 0,
    dropped: {},
  });
});

it.each([null, 1, 'x', [], {}, { id: 7 }, { id: '' }])('sees no camera in %j', nonsense => {
  expect(parseCamera(nonsense)).toBeNull();
});

it('reads a list and skips what is not a camera', () => {
  expect(parseCameras({ cameras: [json, null, { id: 'b' }] }).map(camera => camera.id)).toEqual(['front-door', 'b']);
  expect(parseCameras({ cameras: 'none' })).toEqual([]);
  expect(parseCameras(null)).toEqual([]);
});
