import { describe, expect, it } from 'vitest';
import type { Camera } from '../cameras/camera';
import { freshness, type Seen } from './freshness';

const now = 1_000_000;
const camera: Camera = {
  id: 'door',
  state: 'live',
  since: 0,
  lastFrame: now - 200,
  width: 640,
  height: 480,
  fps: 15,
  encoder: 'encoder-0',
  clockOffsetMs: 0,
  received: 1,
  dropped: {},
};

function see(seen: Partial<Omit<Seen, 'camera'>> & { camera?: Partial<Camera> }): ReturnType<typeof freshness> {
  return freshness({ now, shownCapture: now - 400, feedLostAt: null, ...seen, camera: { ...camera, ...seen.camera } });
}

describe('a picture', () => {
  it('is live while pictures arrive and are shown', () => {
    expect(see({})).toEqual({ state: 'live', ageMs: 400 });
  });

  it('is as old as the newest picture at Ingest when pictures have stopped', () => {
    expect(see({ camera: { state: 'stalled', lastFrame: now - 2_000 } })).toEqual({ state: 'stale', ageMs: 2_000 });
    expect(see({ camera: { state: 'offline', lastFrame: now - 9_000 } })).toEqual({ state: 'offline', ageMs: 9_000 });
  });

  it('is as old as the newest picture at Ingest even if the camera is called live', () => {
    expect(see({ camera: { lastFrame: now - 5_000 } })).toEqual({ state: 'stale', ageMs: 5_000 });
  });

  it('is as old as the picture on screen', () => {
    expect(see({ shownCapture: now - 8_000 })).toEqual({ state: 'stale', ageMs: 8_000 });
  });

  it('is as old as the loss of the connection to Ingest', () => {
    expect(see({ feedLostAt: now - 1_000 })).toEqual({ state: 'live', ageMs: 1_000 });
    expect(see({ feedLostAt: now - 4_000 })).toEqual({ state: 'stale', ageMs: 4_000 });
  });

  it('has no negative age when clocks disagree', () => {
    expect(see({ shownCapture: now + 50 })).toEqual({ state: 'live', ageMs: 0 });
  });

  it('with a date in the future is not live', () => {
    expect(see({ shownCapture: now + 60_000, camera: { lastFrame: now + 60_200 } })).toEqual({
      state: 'stale',
      ageMs: 0,
    });
  });

  it('of a slow camera is not stale before the next is due', () => {
    expect(see({ shownCapture: now - 9_000, camera: { fps: 0.1, lastFrame: now - 9_000 } })).toEqual({
      state: 'live',
      ageMs: 9_000,
    });
  });
});

describe('without a picture', () => {
  it('a camera is connecting or offline', () => {
    expect(see({ shownCapture: null })).toEqual({ state: 'connecting', ageMs: null });
    expect(see({ shownCapture: null, camera: { state: 'offline' } })).toEqual({ state: 'offline', ageMs: null });
  });
});
