// The Gateway holds requests for six seconds during a takeover; then playback continues by itself.
const STUCK_MS = 7_000;
const FIRST_PICTURE_MS = 8_000;

/** Notices when playback stands still, whatever the reason, with or without an error. */
export class Watchdog {
  private position = -1;
  private movedAt: number;
  private moved = false;

  /** @param startedAt milliseconds on any steady clock */
  constructor(startedAt: number) {
    this.movedAt = startedAt;
  }

  /** Whether playback, which is at `position` at `now`, must be restarted. */
  isStuck(position: number, now: number): boolean {
    if (position !== this.position) {
      this.moved ||= this.position >= 0 && position > this.position;
      this.position = position;
      this.movedAt = now;
    }
    return now - this.movedAt > (this.moved ? STUCK_MS : FIRST_PICTURE_MS);
  }
}
