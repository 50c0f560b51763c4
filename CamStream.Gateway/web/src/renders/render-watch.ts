import type { SampledFrame } from '../player/sampled';

/** A sampled frame that was on screen. */
export interface Render {
  readonly traceparent: string;
  /** When it appeared, by the server's clock, in milliseconds since the Unix epoch. */
  readonly shown: number;
}

// What playlists and players round off dates, and less than half a picture at 30 a second.
const NEAR_MS = 15;

// Of either kind. More do not fit into a report; and where more are awaited, nothing is shown any more.
const MAX_FRAMES = 150;

/** Notices when sampled frames appear on screen. */
export class RenderWatch {
  private known = new Set<string>();
  private awaited: SampledFrame[] = [];
  private shown: Render[] = [];

  /** What the playlist now lists, all of it. Who is far behind shows frames that are listed no more. */
  listed(frames: readonly SampledFrame[]): void {
    this.awaited = [...this.awaited, ...frames.filter(frame => !this.known.has(frame.traceparent))].slice(-MAX_FRAMES);
    this.known = new Set(frames.map(frame => frame.traceparent));
  }

  /**
   * A picture has come on screen: each frame of its date was shown, and each that is older was skipped.
   * @param date when the stream shows it
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

  /** What was shown since this was last asked. */
  take(): Render[] {
    const taken = this.shown;
    this.shown = [];
    return taken;
  }
}
