/** What the player does about its latency: play at a rate, or give up what lies between and go to the live edge. */
export type LatencyAction = { readonly rate: number } | 'seek';

export interface LatencyOptions {
  /** Seconds from shutter to screen to aim at. */
  readonly target: number;
  readonly minRate: number;
  readonly maxRate: number;
  /** Seconds behind the target from which catching up would take too long. */
  readonly seekBehind: number;
  /** The same while joining, when a jump disturbs nobody: playback begins at a keyframe, which may be a segment behind. */
  readonly seekBehindJoining: number;
}

export const defaultLatencyOptions: LatencyOptions = { target: 0.4, minRate: 0.95, maxRate: 1.25, seekBehind: 1.5, seekBehindJoining: 0.25 };

const DEAD_BAND = 0.02;
const GAIN = 0.6;
const STALL_PENALTY = 0.1;
const MAX_PENALTY = 1;
const PENALTY_DECAY_PER_SECOND = 0.01;

// To load a part once it is listed.
const MARGIN = 0.1;
const MAX_EDGE_AGE = 4;
const EDGE_MEMORY_SECONDS = 5;

// With less than this buffered, hurrying ends in a stall.
const THIN_BUFFER = 0.04;

/**
 * Holds the target latency by the playback rate. The target is not nearer than the end of the playlist has lately been: pictures that arrive late
 * cannot be shown early. A stall moves it back a little more, and it creeps forward again: the network of a minute ago is not
 * that of now.
 */
export class LatencyController {
  /** Seconds to stay back for another reason than stalls. */
  extra = 0;

  private penalty = 0;
  private edgeAge = 0;
  private last: number | null = null;

  constructor(private readonly options: LatencyOptions = defaultLatencyOptions) {}

  /** The latency aimed at now, in seconds. */
  get target(): number {
    return Math.max(this.options.target + this.extra, this.edgeAge + MARGIN) + this.penalty;
  }

  stalled(): void {
    this.penalty = Math.min(MAX_PENALTY, this.penalty + STALL_PENALTY);
  }

  /**
   * @param latency seconds from shutter to screen
   * @param ahead seconds buffered ahead of the playhead
   * @param edgeAge seconds since the end of what the playlist lists was captured
   * @param now seconds on any steady clock
   * @param joining whether playback has only just begun
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

  // The age of the end goes up and down with every part; what counts is how high it lately was.
  private watchEdge(age: number, elapsed: number): void {
    const faded = this.edgeAge + (age - this.edgeAge) * Math.min(1, elapsed / EDGE_MEMORY_SECONDS);
    this.edgeAge = Math.max(age, faded);
  }
}
