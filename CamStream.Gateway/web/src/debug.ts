import type { PlayerError } from './player/engine';
import type { TileState } from './view/freshness';
import type { Wall } from './view/wall';

/**
 * What tests, benchmarks and a curious person at the console may read: `window.camstream.cameras['front-door']`. Read-only; the same state is on
 * the tiles as `data-camera`, `data-state`, `data-latency` and `data-age`.
 */
export interface CameraDebug {
  readonly state: TileState;
  /** From shutter to screen, smoothed; null while nothing plays. */
  readonly latencyMs: number | null;
  /** How old the picture on screen is at least; null without one. */
  readonly ageMs: number | null;
  /** Capture time of the picture on screen, milliseconds since the Unix epoch. */
  readonly capturedMs: number | null;
  /** The latency aimed at; stalls push it back for a while. */
  readonly targetMs: number;
  /** How often playback waited for data after it had begun. */
  readonly stalls: number;
  /** How often playback was begun anew. */
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
