import { bestSample, clockSample, withSample, type ClockSample } from './offset';

const FIRST_SAMPLES = 5;
const FIRST_PAUSE_MS = 200;
const PAUSE_MS = 10_000;
const TIMEOUT_MS = 5_000;

/** The server's clock, by which pictures are dated. */
export class ServerClock {
  private samples: ClockSample[] = [];
  private best: ClockSample | null = null;

  /** What its time is taken from; null before the first answer. */
  get sample(): ClockSample | null {
    return this.best;
  }

  /** Now by the server's clock, in milliseconds since the Unix epoch. */
  now(): number {
    return local() + (this.best?.offsetMs ?? 0);
  }

  /** Asks now and then, for ever; `reachable` hears whether there was an answer. */
  async run(url: string, reachable: (yes: boolean) => void): Promise<never> {
    for (let count = 0; ; count++) {
      reachable(await this.ask(url));
      await new Promise(resolve => setTimeout(resolve, count < FIRST_SAMPLES ? FIRST_PAUSE_MS : PAUSE_MS));
    }
  }

  private async ask(url: string): Promise<boolean> {
    try {
      const sent = local();
      const response = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) });
      const received = local();
      const serverMs = Number(await response.text());
      if (!response.ok || !(serverMs > 0)) return false;
      this.samples = withSample(this.samples, clockSample(sent, received, serverMs));
      this.best = bestSample(this.samples) ?? this.best;
      return true;
    } catch {
      return false;
    }
  }
}

// Not performance.now(): in many browsers that stands still while the computer sleeps, and pictures would look younger by the time slept. Where this jumps
// because the computer's clock was set, the next sample tells.
function local(): number {
  return Date.now();
}
