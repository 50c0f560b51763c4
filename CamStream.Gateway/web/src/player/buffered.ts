/** A buffered range of the timeline, in seconds. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const NEXT_TO = 0.05;

export function ranges(buffered: TimeRanges): Range[] {
  return Array.from({ length: buffered.length }, (_, i) => ({ start: buffered.start(i), end: buffered.end(i) }));
}

/** How many seconds are buffered from `position` on without a hole. */
export function bufferedAhead(buffered: readonly Range[], position: number): number {
  const current = buffered.find(range => range.start - NEXT_TO <= position && position <= range.end);
  return current === undefined ? 0 : current.end - position;
}

/**
 * Where playback continues when it waits before a hole: the start of the next range. Null without a
 * hole or a next range.
 */
export function nextRange(buffered: readonly Range[], position: number): number | null {
  if (bufferedAhead(buffered, position) > NEXT_TO) return null;
  return buffered.find(range => range.start > position)?.start ?? null;
}

/** The latest buffered position up to `wanted` and after `position`; null when there is none. */
export function seekTarget(buffered: readonly Range[], position: number, wanted: number): number | null {
  for (const range of [...buffered].reverse()) {
    if (range.start > wanted) continue;
    const target = Math.min(wanted, range.end - NEXT_TO);
    return target > position ? target : null;
  }
  return null;
}
