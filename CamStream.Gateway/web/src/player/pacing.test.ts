import { expect, it } from 'vitest';
import { extraLatency, Pacing } from './pacing';

it('does not pace requests that share a connection, or a few cameras', () => {
  expect(new Pacing().delayMs(100, true, 133)).toBe(0);
  expect(new Pacing().delayMs(3, false, 133)).toBe(0);
});

it('asks just before the part is due', () => {
  const pacing = new Pacing();
  let delay = 0;
  for (let i = 0; i < 50; i++) {
    delay = pacing.delayMs(5, false, 133);
    pacing.answeredAfter(133 - delay); // the answer comes with the part
  }
  expect(delay).toBeCloseTo(108, 0);
});

it('does not wait beyond the part', () => {
  const pacing = new Pacing();
  pacing.answeredAfter(5_000);
  expect(pacing.delayMs(5, false, 133)).toBe(128);
});

it('leaves parts out for many cameras, and says how much older pictures get', () => {
  expect(new Pacing().delayMs(10, false, 133)).toBe(266);
  expect(extraLatency(10, false, 133)).toBeCloseTo(0.133);
  expect(extraLatency(3, false, 133)).toBe(0);
  expect(extraLatency(10, true, 133)).toBe(0);
});
