// Without HTTP/2 a browser opens six connections to a host at most. The camera events take one;
// parts need some.
const UNPACED_PLAYERS = 3;
const PLAYERS_A_PERIOD = 5;

// A request sent this long before its answer is in time, and does not hold its connection for
// longer.
const WAIT_MS = 25;

/**
 * Decides when to ask for the next playlist. A blocking request holds its connection for nearly a
 * whole part; without HTTP/2, a few cameras would starve the others. So each player asks just
 * before a part is due. With many players, each asks for every second or third part only.
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

  /** The answer to the last request took this long. */
  answeredAfter(ms: number): void {
    this.answered = ms;
  }
}

/** Seconds that the target latency must grow by for the parts that are left out. */
export function extraLatency(players: number, multiplexed: boolean, partMs: number): number {
  return (Math.max(0, periodsFor(players, multiplexed) - 1) * partMs) / 1000;
}

// How many parts there are from one request to the next; 0 for no pacing.
function periodsFor(players: number, multiplexed: boolean): number {
  return multiplexed || players <= UNPACED_PLAYERS ? 0 : Math.ceil(players / PLAYERS_A_PERIOD);
}
