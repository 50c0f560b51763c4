import type { SampledFrame } from '../player/sampled';

/** A sampled frame that was on screen. */
export interface Render {
  readonly traceparent: string;
  /** When it appeared, by the server's clock: milliseconds since the Unix epoch. */
  readonly shown: number;
}

// Playlists and players round dates. This is less than half a picture at 30 pictures a second.
const NEAR_MS = 15;

// Of awaited frames, and of shown ones: a report has no more. When more are awaited, nothing plays
// any more.
const MAX_FRAMES = 150;

/** Notices when sampled frames appear on screen. */
export class RenderWatch {
  private known = new Set<string>();
  private awaited: SampledFrame[] = [];
  private shown: Render[] = [];

  /**
   * The playlist now lists these frames. Older ones stay awaited: a player that is far behind shows
   * them later.
   */
  listed(frames: readonly SampledFrame[]): void {
    this.awaited = [...this.awaited, ...frames.filter(frame => !this.known.has(frame.traceparent))].slice(-MAX_FRAMES);
    this.known = new Set(frames.map(frame => frame.traceparent));
  }

  /**
   * A picture has come on screen: frames with its date were shown; older ones were skipped.
   * @param date its date in the stream
   * @param shown when it came on screen, by the server's clock
   */
  presented(date: number, shown: number): void {
    this.awaited = this.awaited.filter(frame => {
      if (date < frame.date - NEAR_MS) return true;
      if (date <= frame.date + NEAR_MS) this.shown.push({ traceparent: frame.traceparent, shown });
      return false;
    });
    if (this.shown.length > MAX_FRAMES) this.shown = this.shown.slice(-MAX_FRAMES);
  }

  get isEmpty(): boolean {
    return this.shown.length === 0;
  }

  /** The frames shown since the last call. */
  take(): Render[] {
    const taken = this.shown;
    this.shown = [];
    return taken;
  }
}
