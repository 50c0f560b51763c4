import { expect, it } from 'vitest';
import { bestSample, clockSample, withSample } from './offset';

it('takes the middle of the round trip', () => {
  expect(clockSample(1_000, 1_100, 6_050)).toEqual({ at: 1_100, roundTripMs: 100, offsetMs: 5_000.5 });
});

it('takes the quickest answer, and the newest of equal ones', () => {
  const samples = [
    clockSample(0, 80, 140),
    clockSample(100, 104, 202),
    clockSample(200, 290, 400),
    clockSample(300, 304, 403),
  ];
  expect(bestSample(samples)?.offsetMs).toBe(101.5);
});

it('has no best sample without an answer', () => {
  expect(bestSample([])).toBeNull();
});

it('forgets samples after five minutes', () => {
  const samples = [clockSample(0, 10, 5), clockSample(200_000, 200_010, 200_005)];
  expect(withSample(samples, clockSample(300_001, 300_011, 300_006)).map(sample => sample.at)).toEqual([
    200_010, 300_011,
  ]);
});

it('keeps a quick answer that agrees with a slow one', () => {
  const quick = clockSample(0, 10, 5);
  const slow = clockSample(1_000, 1_400, 1_390);
  expect(withSample([quick], slow)).toEqual([quick, slow]);
});

it('keeps only the newest answer when a clock was set', () => {
  const before = clockSample(0, 4, 3_600_000);
  const after = clockSample(10_000, 10_090, 10_045);
  expect(withSample([before], after)).toEqual([after]);
});

it('keeps nothing when the clock was set back during the request', () => {
  expect(withSample([clockSample(0, 4, 0)], clockSample(10_000, 4_000, 10_045))).toEqual([]);
});
