/** One question to the server's clock. */
export interface ClockSample {
  /** When the answer came, local milliseconds. */
  readonly at: number;
  readonly roundTripMs: number;
  /** Server time less local time. */
  readonly offsetMs: number;
}

const KEEP_MS = 300_000;

/** The sample of a question asked at `sent` and answered at `received` (local milliseconds) with `serverMs`, whole milliseconds rounded down. */
export function clockSample(sent: number, received: number, serverMs: number): ClockSample {
  return { at: received, roundTripMs: received - sent, offsetMs: serverMs + 0.5 - (sent + received) / 2 };
}

/** Those young enough to be trusted: clocks drift. */
export function recentSamples(samples: readonly ClockSample[], now: number): ClockSample[] {
  return samples.filter(sample => now - sample.at <= KEEP_MS);
}

/** The offset of the quickest answer, which is wrong by half its round trip at most; null without any. */
export function bestOffset(samples: readonly ClockSample[]): number | null {
  let best: ClockSample | null = null;
  for (const sample of samples) {
    if (best === null || sample.roundTripMs <= best.roundTripMs) best = sample;
  }
  return best?.offsetMs ?? null;
}
