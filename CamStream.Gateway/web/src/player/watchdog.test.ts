import { expect, it } from 'vitest';
import { Watchdog } from './watchdog';

it('is not stuck while playback moves', () => {
  const watchdog = new Watchdog(0);
  for (let i = 0; i <= 100; i++) expect(watchdog.isStuck(i / 10, i * 100)).toBe(false);
});

it('notices that playback stopped', () => {
  const watchdog = new Watchdog(0);
  watchdog.isStuck(0, 0);
  watchdog.isStuck(1, 1_000);
  expect(watchdog.isStuck(1, 8_000)).toBe(false);
  expect(watchdog.isStuck(1, 8_001)).toBe(true);
});

it('gives the first picture more time', () => {
  const watchdog = new Watchdog(1_000);
  expect(watchdog.isStuck(0, 1_000)).toBe(false);
  expect(watchdog.isStuck(0, 9_000)).toBe(false);
  expect(watchdog.isStuck(0, 9_001)).toBe(true);
});
