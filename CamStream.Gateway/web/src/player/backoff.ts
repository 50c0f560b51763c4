const FIRST_MS = 500;
const LONGEST_MS = 3_000;

// After playing for this long, earlier failures are forgotten.
const HEALTHY_MS = 10_000;

/**
 * The pause before the next try: 0.5 s, doubled up to 3 s. It starts again at 0.5 s after a while
 * without failure.
 */
export class Backoff {
  private nextMs = FIRST_MS;
  private lastFailure = -Infinity;

  /** @param now milliseconds on any steady clock */
  failed(now: number): number {
    if (now - this.lastFailure > HEALTHY_MS + this.nextMs) this.nextMs = FIRST_MS;
    this.lastFailure = now;
    const delay = this.nextMs;
    this.nextMs = Math.min(LONGEST_MS, this.nextMs * 2);
    return delay;
  }
}
