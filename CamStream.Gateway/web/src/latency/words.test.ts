import { expect, it } from 'vitest';
import type { TracedFrame } from './traced-frame';
import { clockText, explanation, sentence } from './words';

const now = 1_000_000;
const frame = (totalMs: number, stages: TracedFrame['stages'], at = now - 1_000): TracedFrame => ({
  at,
  totalMs,
  stages,
  traceId: null,
});

it.each<[TracedFrame, string]>([
  [
    frame(420, { camera: 40, package: 100, render: 280 }),
    '420 ms from shutter to screen; most of it, 280 ms, on the screen side.',
  ],
  [
    frame(420, { camera: 100, package: 140, render: 180 }),
    '420 ms from shutter to screen; the largest share, 180 ms, on the screen side.',
  ],
  [
    frame(4_100, { network: 3_800, render: 300 }),
    '4.1 s from shutter to screen; most of it, 3.8 s, on the network between camera and server.',
  ],
  [
    frame(120, { camera: 20, package: 100 }),
    '120 ms from shutter to delivery (no screen has reported it); ' +
      'most of it, 100 ms, waiting for its part of the video.',
  ],
  [
    frame(420, { render: 420 }, now - 180_000),
    '3 min ago: 420 ms from shutter to screen; most of it, 420 ms, on the screen side.',
  ],
])('%j reads as %s', (seen, text) => {
  expect(sentence(seen, now, false).replaceAll('\u00a0', ' ')).toBe(text);
});

it('says the age of a picture that was picked', () => {
  expect(sentence(frame(420, { render: 420 }), now, true)).toMatch(/^1\.0.s ago: 420.ms from/);
});

it.each([
  [0, ''],
  [-12_000, 'The camera’s clock is 12 s ahead; this is corrected.'],
  [350, 'The camera’s clock is 350 ms behind; this is corrected.'],
])('a clock off by %d ms reads as %j', (offset, text) => {
  expect(clockText(offset).replaceAll('\u00a0', ' ')).toBe(text);
});

it('explains the longest stage', () => {
  expect(explanation(frame(420, { camera: 40, render: 280 }))).toBe(
    'Screen: the way to the browser, the player’s buffer, and drawing.',
  );
  expect(explanation(frame(0, {}))).toBe('');
});
