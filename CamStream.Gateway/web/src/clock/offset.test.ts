import { expect, it } from 'vitest';
import { bestOffset, clockSample, recentSamples } from './offset';

it('takes the middle of the round trip', () => {
  expect(clockSample(1_000, 1_100, 6_050)).toEqual({ at: 1_100, roundTripMs: 100, offsetMs: 5_000.5 });
});

it('believes the quickest answer, and of equal ones the newest', () => {
  const samples = [clockSample(0, 80, 140), clockSample(100, 104, 202), clockSample(200, 290, 400), clockSample(300, 304, 403)];
  expect(bestOffset(samples)).toBe(101.5);
});

it('knows nothing without an answer', () => {
  expect(bestOffset([])).toBeNull();
});

it('forgets after five minutes', () => {
  const samples = [clockSample(0, 10, 0), clockSample(200_000, 200_010, 0)];
  expect(recentSamples(samples, 300_011).map(sample => sample.at)).toEqual([200_010]);
});
