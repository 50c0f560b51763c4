/** What the player does about its latency: play at a rate, or seek to the live edge. */
export type LatencyAction = { readonly rate: number } | 'seek';

export interface LatencyOptions {
  /** The target latency in seconds, from shutter to screen. */
  readonly target: number;
  readonly minRate: number;
  readonly maxRate: number;
  /** From this many seconds behind the target on, catching up would take too long. */
  readonly seekBehind: number;
  /**
   * The same while joining. Playback begins at a keyframe, which may be a segment behind, and a
   * jump disturbs nobody then.
   */
  readonly seekBehindJoining: number;
}

export const defaultLatencyOptions: LatencyOptions = {
  target: 0.4,
  minRate: 0.95,
  maxRate: 1.25,
  seekBehind: 1.5,
  seekBehindJoining: 0.25,
};

const DEAD_BAND = 0.02;
const GAIN = 0.6;
const STALL_PENALTY = 0.1;
const MAX_PENALTY = 1;
const PENALTY_DECAY_PER_SECOND = 0.01;

// The time to load a part once it is listed.
const MARGIN = 0.1;
const MAX_EDGE_AGE = 4;
const EDGE_MEMORY_SECONDS = 5;

// With less than this in the buffer, a higher rate ends in a stall.
const THIN_BUFFER = 0.04;

/**
 * Holds the target latency by the playback rate. The target is never less than the recent age of
 * the playlist's end: pictures that arrive late cannot be shown early. A stall raises the target a
 * little; it falls again slowly, because networks change.
 */
export class LatencyController {
  /** Seconds added to the target for other reasons than stalls. */
  extra = 0;

  private penalty = 0;
  private edgeAge = 0;
  private last: number | null = null;

  constructor(private readonly options: LatencyOptions = defaultLatencyOptions) {}

  /** The target latency now, in seconds. */
  get target(): number {
    return Math.max(this.options.target + this.extra, this.edgeAge + MARGIN) + this.penalty;
  }

  stalled(): void {
    this.penalty = Math.min(MAX_PENALTY, this.penalty + STALL_PENALTY);
  }

  /**
   * @param latency seconds from shutter to screen
   * @param ahead seconds buffered ahead of the playhead
   * @param edgeAge seconds since the end of the playlist was captured
   * @param now seconds on any steady clock
   * @param joining whether playback has just begun
   */
  decide(latency: number, ahead: number, edgeAge: number, now: number, joining = false): LatencyAction {
    const elapsed = this.last === null ? 0 : Math.max(0, now - this.last);
    this.last = now;
    this.penalty = Math.max(0, this.penalty - PENALTY_DECAY_PER_SECOND * elapsed);
    if (!joining) this.watchEdge(Math.min(MAX_EDGE_AGE, edgeAge), elapsed);

    const error = latency - this.target;
    if (error > (joining ? this.options.seekBehindJoining : this.options.seekBehind)) return 'seek';
    if (Math.abs(error) <= DEAD_BAND || (error > 0 && ahead < THIN_BUFFER)) return { rate: 1 };
    const rate = 1 + GAIN * error;
    return { rate: Math.round(Math.min(this.options.maxRate, Math.max(this.options.minRate, rate)) * 100) / 100 };
  }

  // The age of the end rises and falls with every part. Its recent maximum counts.
  private watchEdge(age: number, elapsed: number): void {
    const faded = this.edgeAge + (age - this.edgeAge) * Math.min(1, elapsed / EDGE_MEMORY_SECONDS);
    this.edgeAge = Math.max(age, faded);
  }
}
