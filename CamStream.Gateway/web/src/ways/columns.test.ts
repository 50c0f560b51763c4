import { describe, expect, it } from 'vitest';
import { columns, figures, nearestWay } from './columns';
import type { Way } from './way';

const now = 1_000_000;
const way = (at: number, stages: Way['stages']): Way => ({ at, totalMs: 0, stages, traceId: null });

describe('the columns of the chart', () => {
  it('lay each stage upon those before it', () => {
    const stages = { camera: 1, network: 2, ingest: 3, feed: 4, encode: 5, package: 6, deliver: 7, render: 8 };
    expect(columns([way(now - 1_000, stages)], now)).toEqual([[-1], [1], [3], [6], [10], [15], [21], [28], [36]]);
  });

  it('have no screen while nobody watches', () => {
    const [, ...sums] = columns([way(now - 1_000, { camera: 1, deliver: 7 })], now);
    expect(sums.map(([sum]) => sum)).toEqual([1, 1, 1, 1, 1, 1, 8, null]);
  });

  it('take a frame that no screen happened to show to have waited there like the one before it', () => {
    const [, ...sums] = columns([way(now - 3_000, { camera: 1, render: 200 }), way(now - 2_000, { camera: 2 })], now);
    expect(sums.at(-1)).toEqual([201, 202]);
  });

  it('have a hole where nothing was sampled', () => {
    const [x, ...sums] = columns([way(now - 60_000, { camera: 1 }), way(now - 10_000, { camera: 2 })], now);
    expect(x).toEqual([-60, -59.999, -10]);
    for (const sum of sums) expect(sum[1]).toBeNull();
  });

  it('leave out what is too old, and what is less than nothing', () => {
    const [x, camera, network] = columns([way(now - 400_000, { camera: 9 }), way(now, { camera: 5, network: -3 })], now);
    expect([x, camera, network]).toEqual([[0], [5], [5]]);
  });
});

it('finds the way nearest to a moment', () => {
  const history = [way(1_000, {}), way(2_000, {}), way(3_000, {})];
  expect(nearestWay(history, 2_300)?.at).toBe(2_000);
  expect(nearestWay(history, 9_000)?.at).toBe(3_000);
  expect(nearestWay([], 0)).toBeNull();
});

it('sums durations up as the middle and the longest', () => {
  expect(figures([30, 10, 20])).toEqual({ middle: 20, longest: 30 });
  expect(figures([])).toBeNull();
});
