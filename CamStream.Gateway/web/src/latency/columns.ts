import { stages, type StageName } from './stages';
import type { TracedFrame } from './traced-frame';

/** How far back the chart goes, in seconds. */
export const WINDOW_SECONDS = 300;

// The chart has a hole when there is no sample for this long.
const HOLE_MS = 15_000;

// A frame that no screen reported gets the render time of the frame before it, up to this age.
const CARRY_MS = 5_000;

/**
 * The data of the chart: seconds before now (negative), and for each stage the sum of all stages up
 * to it. Null in holes.
 */
export type Columns = readonly [x: number[], ...sums: (number | null)[][]];

export function columns(history: readonly TracedFrame[], now: number): Columns {
  const x: number[] = [];
  const sums: (number | null)[][] = stages.map(() => []);
  let before: TracedFrame | null = null;
  let render: { at: number; ms: number } | null = null;
  for (const frame of history) {
    if ((now - frame.at) / 1_000 > WINDOW_SECONDS) continue;
    if (before !== null && frame.at - before.at > HOLE_MS) add(before.at + 1, () => null);
    if (frame.stages.render !== undefined) render = { at: frame.at, ms: frame.stages.render };
    const screen = render !== null && frame.at - render.at <= CARRY_MS ? render.ms : null;
    let sum = 0;
    add(frame.at, name => {
      if (name === 'render' && screen === null) return null;
      return (sum += Math.max(0, name === 'render' ? screen! : (frame.stages[name] ?? 0)));
    });
    before = frame;
  }
  return [x, ...sums];

  function add(at: number, value: (name: StageName) => number | null): void {
    x.push((at - now) / 1_000);
    stages.forEach(({ name }, i) => sums[i]!.push(value(name)));
  }
}

/** The frame that was captured nearest to `at`; null without any. */
export function nearestFrame(history: readonly TracedFrame[], at: number): TracedFrame | null {
  let nearest: TracedFrame | null = null;
  for (const frame of history)
    if (nearest === null || Math.abs(frame.at - at) < Math.abs(nearest.at - at)) nearest = frame;
  return nearest;
}

export interface Figures {
  readonly middle: number;
  readonly longest: number;
}

/** The median and the longest of some durations; null without any. */
export function figures(durations: readonly number[]): Figures | null {
  const sorted = [...durations].sort((a, b) => a - b);
  return sorted.length === 0 ? null : { middle: sorted[sorted.length >> 1]!, longest: sorted.at(-1)! };
}
