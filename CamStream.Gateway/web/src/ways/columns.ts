import { stages, type StageName } from './stages';
import type { Way } from './way';

/** How far back the chart goes. */
export const WINDOW_SECONDS = 300;

// Without a sample for this long, the chart shows a hole.
const HOLE_MS = 15_000;

// A frame that no screen happened to show is taken to have waited as long there as the one before it.
const CARRY_MS = 5_000;

/** What the chart draws: seconds before now (negative), and for each stage the sum of it and all before it; null in holes. */
export type Columns = readonly [x: number[], ...sums: (number | null)[][]];

export function columns(history: readonly Way[], now: number): Columns {
  const x: number[] = [];
  const sums: (number | null)[][] = stages.map(() => []);
  let before: Way | null = null;
  let render: { at: number; ms: number } | null = null;
  for (const way of history) {
    if ((now - way.at) / 1_000 > WINDOW_SECONDS) continue;
    if (before !== null && way.at - before.at > HOLE_MS) add(before.at + 1, () => null);
    if (way.stages.render !== undefined) render = { at: way.at, ms: way.stages.render };
    const screen = render !== null && way.at - render.at <= CARRY_MS ? render.ms : null;
    let sum = 0;
    add(way.at, name => {
      if (name === 'render' && screen === null) return null;
      return (sum += Math.max(0, name === 'render' ? screen! : (way.stages[name] ?? 0)));
    });
    before = way;
  }
  return [x, ...sums];

  function add(at: number, value: (name: StageName) => number | null): void {
    x.push((at - now) / 1_000);
    stages.forEach(({ name }, i) => sums[i]!.push(value(name)));
  }
}

/** The way that was captured nearest to `at`; null without any. */
export function nearestWay(history: readonly Way[], at: number): Way | null {
  let nearest: Way | null = null;
  for (const way of history) if (nearest === null || Math.abs(way.at - at) < Math.abs(nearest.at - at)) nearest = way;
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
