/** One question to the server's clock. */
export interface ClockSample {
  /** When the answer came, local milliseconds. */
  readonly at: number;
  readonly roundTripMs: number;
  /** Server time less local time. */
  readonly offsetMs: number;
}

const KEEP_MS = 300_000;

// What clocks may drift apart in that time, and rounding.
const DRIFT_MS = 50;

/** The sample of a question asked at `sent` and answered at `received` (local milliseconds) with `serverMs`, whole milliseconds rounded down. */
export function clockSample(sent: number, received: number, serverMs: number): ClockSample {
  return { at: received, roundTripMs: received - sent, offsetMs: serverMs + 0.5 - (sent + received) / 2 };
}

/**
 * `newest` and the samples before it that may still be trusted: those that are young, because clocks drift, and that can be true together with it. When
 * they cannot, one of the clocks was set.
 */
export function withSample(samples: readonly ClockSample[], newest: ClockSample): ClockSample[] {
  // Set back while the question was under way: it says nothing.
  if (newest.roundTripMs < 0) return [];
  const agrees = (sample: ClockSample): boolean => Math.abs(sample.offsetMs - newest.offsetMs) <= (sample.roundTripMs + newest.roundTripMs) / 2 + DRIFT_MS;
  return [...samples.filter(sample => Math.abs(newest.at - sample.at) <= KEEP_MS && agrees(sample)), newest];
}

/** The quickest answer, whose offset is wrong by half its round trip at most; null without any. */
export function bestSample(samples: readonly ClockSample[]): ClockSample | null {
  let best: ClockSample | null = null;
  for (const sample of samples) {
    if (best === null || sample.roundTripMs <= best.roundTripMs) best = sample;
  }
  return best;
}
