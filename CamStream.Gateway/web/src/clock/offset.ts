/** One reading of the server's clock. */
export interface ClockSample {
  /** When the answer came, in local milliseconds. */
  readonly at: number;
  readonly roundTripMs: number;
  /** Server time less local time. */
  readonly offsetMs: number;
}

const KEEP_MS = 300_000;

// Drift of the clocks in that time, and rounding.
const DRIFT_MS = 50;

/**
 * The sample of a request sent at `sent` and answered at `received` (local milliseconds) with
 * `serverMs`, which is rounded down to milliseconds.
 */
export function clockSample(sent: number, received: number, serverMs: number): ClockSample {
  return { at: received, roundTripMs: received - sent, offsetMs: serverMs + 0.5 - (sent + received) / 2 };
}

/**
 * `newest` and the older samples that may be trusted: they are young, because clocks drift, and
 * they agree with `newest`. A sample that does not agree dates from before one of the clocks was
 * set.
 */
export function withSample(samples: readonly ClockSample[], newest: ClockSample): ClockSample[] {
  // The local clock was set back during the request: the sample means nothing.
  if (newest.roundTripMs < 0) return [];
  const agrees = (sample: ClockSample): boolean =>
    Math.abs(sample.offsetMs - newest.offsetMs) <= (sample.roundTripMs + newest.roundTripMs) / 2 + DRIFT_MS;
  return [...samples.filter(sample => Math.abs(newest.at - sample.at) <= KEEP_MS && agrees(sample)), newest];
}

/**
 * The sample with the shortest round trip: its offset is wrong by half of that at most. Null
 * without samples.
 */
export function bestSample(samples: readonly ClockSample[]): ClockSample | null {
  let best: ClockSample | null = null;
  for (const sample of samples) {
    if (best === null || sample.roundTripMs <= best.roundTripMs) best = sample;
  }
  return best;
}
