import { describe, expect, it } from 'vitest';
import { columns, figures, nearestFrame } from './columns';
import type { TracedFrame } from './traced-frame';

const now = 1_000_000;
const frame = (at: number, stages: TracedFrame['stages']): TracedFrame => ({ at, totalMs: 0, stages, traceId: null });

describe('the columns of the chart', () => {
  it('stack each stage on those before it', () => {
    const stages = { camera: 1, network: 2, ingest: 3, feed: 4, encode: 5, package: 6, deliver: 7, render: 8 };
    expect(columns([frame(now - 1_000, stages)], now)).toEqual([[-1], [1], [3], [6], [10], [15], [21], [28], [36]]);
  });

  it('have no screen while nobody watches', () => {
    const [, ...sums] = columns([frame(now - 1_000, { camera: 1, deliver: 7 })], now);
    expect(sums.map(([sum]) => sum)).toEqual([1, 1, 1, 1, 1, 1, 8, null]);
  });

  it('give a frame that no screen reported the render time of the frame before it', () => {
    const [, ...sums] = columns(
      [frame(now - 3_000, { camera: 1, render: 200 }), frame(now - 2_000, { camera: 2 })],
      now,
    );
    expect(sums.at(-1)).toEqual([201, 202]);
  });

  it('have a hole where nothing was sampled', () => {
    const [x, ...sums] = columns([frame(now - 60_000, { camera: 1 }), frame(now - 10_000, { camera: 2 })], now);
    expect(x).toEqual([-60, -59.999, -10]);
    for (const sum of sums) expect(sum[1]).toBeNull();
  });

  it('leave out old frames and negative durations', () => {
    const [x, camera, network] = columns(
      [frame(now - 400_000, { camera: 9 }), frame(now, { camera: 5, network: -3 })],
      now,
    );
    expect([x, camera, network]).toEqual([[0], [5], [5]]);
  });
});

it('finds the frame nearest to a moment', () => {
  const history = [frame(1_000, {}), frame(2_000, {}), frame(3_000, {})];
  expect(nearestFrame(history, 2_300)?.at).toBe(2_000);
  expect(nearestFrame(history, 9_000)?.at).toBe(3_000);
  expect(nearestFrame([], 0)).toBeNull();
});

it('finds the median and the longest duration', () => {
  expect(figures([30, 10, 20])).toEqual({ middle: 20, longest: 30 });
  expect(figures([])).toBeNull();
});
