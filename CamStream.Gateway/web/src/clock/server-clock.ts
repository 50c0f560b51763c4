import { bestSample, clockSample, withSample, type ClockSample } from './offset';

const FIRST_SAMPLES = 5;
const FIRST_PAUSE_MS = 200;
const PAUSE_MS = 10_000;
const TIMEOUT_MS = 5_000;

/** The server's clock, which dates the pictures. */
export class ServerClock {
  private samples: ClockSample[] = [];
  private best: ClockSample | null = null;

  /** The sample that the time comes from; null before the first answer. */
  get sample(): ClockSample | null {
    return this.best;
  }

  /** The server's time now, in milliseconds since the Unix epoch. */
  now(): number {
    return local() + (this.best?.offsetMs ?? 0);
  }

  /** Asks again and again, and calls `reachable` with whether an answer came. */
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

// Not performance.now(): in many browsers it stands still while the computer sleeps, and pictures
// would look younger by that time. When this clock jumps because somebody set it, the next sample
// corrects that.
function local(): number {
  return Date.now();
}
