import { expect, it } from 'vitest';
import { Backoff } from './backoff';

it('waits longer after each failure, up to three seconds', () => {
  const backoff = new Backoff();
  expect([0, 1_000, 2_000, 4_000, 7_000].map(now => backoff.failed(now))).toEqual([500, 1_000, 2_000, 3_000, 3_000]);
});

it('starts again with the shortest pause after a while without failure', () => {
  const backoff = new Backoff();
  for (let i = 0; i < 5; i++) backoff.failed(i);
  expect(backoff.failed(60_000)).toBe(500);
});
