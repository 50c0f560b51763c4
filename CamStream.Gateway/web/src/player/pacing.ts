// A browser opens six connections to a host at most without HTTP/2; the camera events take one, parts need some room.
const UNPACED_PLAYERS = 3;
const PLAYERS_A_PERIOD = 5;

// A request sent this long before its answer keeps step with the parts and holds a connection no longer.
const WAIT_MS = 25;

/**
 * When to ask for the next playlist. A blocked request holds its connection for nearly a whole part, so without HTTP/2 a few cameras starve the
 * others. Then each asks just before the part is due, and many ask for every second or third part only.
 */
export class Pacing {
  private answered = WAIT_MS;
  private delay = 0;

  /** Milliseconds to wait before asking. */
  delayMs(players: number, multiplexed: boolean, partMs: number): number {
    const periods = periodsFor(players, multiplexed);
    if (periods === 0) return (this.delay = 0);
    if (periods > 1) return (this.delay = periods * partMs);
    this.delay = Math.min(partMs - 5, Math.max(0, this.delay + (this.answered - WAIT_MS) / 2));
    return this.delay;
  }

  /** How long the answer to the last request took. */
  answeredAfter(ms: number): void {
    this.answered = ms;
  }
}

/** Seconds by which the latency aimed at must grow for the parts that are not asked for. */
export function extraLatency(players: number, multiplexed: boolean, partMs: number): number {
  return (Math.max(0, periodsFor(players, multiplexed) - 1) * partMs) / 1000;
}

// How many parts go by between two requests; 0 for no pacing.
function periodsFor(players: number, multiplexed: boolean): number {
  return multiplexed || players <= UNPACED_PLAYERS ? 0 : Math.ceil(players / PLAYERS_A_PERIOD);
}
