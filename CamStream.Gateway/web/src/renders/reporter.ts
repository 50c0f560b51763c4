import type { ClockSample } from '../clock/offset';
import type { Render, RenderWatch } from './render-watch';

/** A player, as far as it is reported. */
export interface Watched {
  readonly renders: RenderWatch;
  /** How often playback has waited for data so far. */
  readonly stalls: number;
}

/** What the page reports to the server about a camera that it plays. */
export interface RenderReport {
  /** The server's clock minus ours, and the round trip of the request that gave it. */
  readonly clockOffsetMs: number;
  readonly roundTripMs: number;
  /** New stalls since the last report that arrived. */
  readonly stalls: number;
  readonly renders: readonly Render[];
}

export interface Reply {
  readonly status: number;
  /** The answer's Retry-After in seconds. */
  readonly retryAfter: number | null;
}

// Five reports a second: a sixth of what the server accepts from one address.
const TURN_MS = 200;
const EVERY_MS = 2_000;
const MAX_STALLS = 1_000; // the maximum of the server
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Decides what is reported when. Each turn reports one camera at most: the one that has waited
 * longest, and none more often than every other second. After a failure it pauses. Frames that
 * could not be sent are not sent again; stalls are still counted.
 */
export class RenderReporter {
  private readonly reportedAt = new Map<string, number>();
  private readonly reportedStalls = new WeakMap<Watched, number>();
  private pausedUntil = -Infinity;
  private pauseMs = FIRST_PAUSE_MS;

  /** @param post sends a report; a rejection counts as a failure */
  constructor(private readonly post: (camera: string, report: RenderReport) => Promise<Reply>) {}

  /** Reports for as long as the page is open. Each turn calls `cameras` and `clock`. */
  async run(cameras: () => ReadonlyMap<string, Watched>, clock: () => ClockSample | null): Promise<never> {
    for (;;) {
      await new Promise(resolve => setTimeout(resolve, TURN_MS));
      await this.turn(cameras(), clock(), () => performance.now());
    }
  }

  /**
   * @param cameras the players by camera
   * @param clock the best sample of the server's clock; null before the first
   * @param now milliseconds on any steady clock
   */
  async turn(cameras: ReadonlyMap<string, Watched>, clock: ClockSample | null, now: () => number): Promise<void> {
    for (const id of this.reportedAt.keys()) if (!cameras.has(id)) this.reportedAt.delete(id);
    if (clock === null || now() < this.pausedUntil) {
      // Without the server's clock their times mean nothing; after a pause they are too old.
      for (const { renders } of cameras.values()) renders.take();
      return;
    }
    const camera = this.next(cameras, now());
    if (camera === null) return;
    const [id, watched] = camera;
    const { stalls } = watched;
    this.reportedAt.set(id, now());
    const report = {
      clockOffsetMs: tenths(clock.offsetMs),
      roundTripMs: tenths(clock.roundTripMs),
      stalls: this.newStalls(watched),
      renders: watched.renders.take().map(rounded),
    };
    if (await this.send(id, report, now)) this.reportedStalls.set(watched, stalls);
  }

  private next(cameras: ReadonlyMap<string, Watched>, now: number): [string, Watched] | null {
    let next: [string, Watched] | null = null;
    let longest = EVERY_MS;
    for (const [id, watched] of cameras) {
      if (watched.renders.isEmpty && this.newStalls(watched) === 0) continue;
      const waited = now - (this.reportedAt.get(id) ?? -Infinity);
      if (waited < longest || (next !== null && waited === longest)) continue;
      [next, longest] = [[id, watched], waited];
    }
    return next;
  }

  private newStalls(watched: Watched): number {
    return Math.min(MAX_STALLS, watched.stalls - (this.reportedStalls.get(watched) ?? 0));
  }

  private async send(id: string, report: RenderReport, now: () => number): Promise<boolean> {
    const { status, retryAfter } = await this.post(id, report).catch(() => ({ status: 0, retryAfter: null }));
    if (status >= 200 && status < 300) {
      this.pauseMs = FIRST_PAUSE_MS;
      return true;
    }
    this.pausedUntil = now() + Math.min(LONGEST_PAUSE_MS, Math.max(this.pauseMs, (retryAfter ?? 0) * 1_000));
    this.pauseMs = Math.min(LONGEST_PAUSE_MS, this.pauseMs * 2);
    return false;
  }
}

function rounded({ traceparent, shown }: Render): Render {
  return { traceparent, shown: tenths(shown) };
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
