import type { PlayerError } from './player/engine';
import type { TileState } from './view/freshness';
import type { Wall } from './view/wall';

/**
 * State for tests, benchmarks and the console: `window.camstream.cameras['front-door']`. It is
 * read-only. The tiles have the same state in `data-camera`, `data-state`, `data-latency` and
 * `data-age`.
 */
export interface CameraDebug {
  readonly state: TileState;
  /** Latency from shutter to screen, smoothed; null while nothing plays. */
  readonly latencyMs: number | null;
  /** The minimum age of the picture on screen; null without one. */
  readonly ageMs: number | null;
  /** Capture time of the picture on screen, milliseconds since the Unix epoch. */
  readonly capturedMs: number | null;
  /** The target latency; stalls raise it for a while. */
  readonly targetMs: number;
  /** How often playback waited for data after its start. */
  readonly stalls: number;
  /** How often playback was restarted. */
  readonly restarts: number;
  /** The last hundred errors of the player, fatal or not. */
  readonly errors: readonly PlayerError[];
}

declare global {
  interface Window {
    readonly camstream: { readonly cameras: Readonly<Record<string, CameraDebug>>; now(): number };
  }
}

export function exposeDebug(wall: Wall, now: () => number): void {
  const debug = {
    now,
    get cameras(): Record<string, CameraDebug> {
      return Object.fromEntries(
        [...wall.tiles].map(([id, { state, ageMs, player }]) => [
          id,
          {
            state,
            ageMs,
            latencyMs: player.latencyMs,
            capturedMs: player.shownCapture,
            targetMs: player.target * 1000,
            stalls: player.stalls,
            restarts: player.restarts,
            errors: [...player.errors],
          },
        ]),
      );
    },
  };
  Object.defineProperty(window, 'camstream', { value: Object.freeze(debug) });
}
