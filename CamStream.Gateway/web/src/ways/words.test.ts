import { expect, it } from 'vitest';
import type { Way } from './way';
import { clockText, explanation, sentence } from './words';

const now = 1_000_000;
const way = (totalMs: number, stages: Way['stages'], at = now - 1_000): Way => ({ at, totalMs, stages, traceId: null });

it.each<[Way, string]>([
  [way(420, { camera: 40, package: 100, render: 280 }), '420 ms from shutter to screen; most of it, 280 ms, on the screen side.'],
  [way(420, { camera: 100, package: 140, render: 180 }), '420 ms from shutter to screen; the largest share, 180 ms, on the screen side.'],
  [way(4_100, { network: 3_800, render: 300 }), '4.1 s from shutter to screen; most of it, 3.8 s, on the network between camera and server.'],
  [way(120, { camera: 20, package: 100 }), '120 ms from shutter to delivery (no screen has reported it); most of it, 100 ms, waiting for its part of the video.'],
  [way(420, { render: 420 }, now - 180_000), '3 min ago: 420 ms from shutter to screen; most of it, 420 ms, on the screen side.'],
])('%j reads as %s', (seen, text) => {
  expect(sentence(seen, now, false).replaceAll('\u00a0', ' ')).toBe(text);
});

it('says how old a picture is that was picked', () => {
  expect(sentence(way(420, { render: 420 }), now, true)).toMatch(/^1\.0.s ago: 420.ms from/);
});

it.each([
  [0, ''],
  [-12_000, 'The camera’s clock is 12 s ahead; corrected.'],
  [350, 'The camera’s clock is 350 ms behind; corrected.'],
])('a clock off by %d ms reads as %j', (offset, text) => {
  expect(clockText(offset).replaceAll('\u00a0', ' ')).toBe(text);
});

it('says what the slowest stage is', () => {
  expect(explanation(way(420, { camera: 40, render: 280 }))).toBe('Screen: the way to the browser, the player’s reserve, drawing.');
  expect(explanation(way(0, {}))).toBe('');
});
