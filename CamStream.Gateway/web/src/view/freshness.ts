import type { Camera } from '../cameras/camera';

/** The state of a tile. */
export type TileState = 'connecting' | 'live' | 'stale' | 'offline';

export interface Freshness {
  readonly state: TileState;
  /** The minimum age of the picture on screen, in milliseconds; null without a picture. */
  readonly ageMs: number | null;
}

export interface Seen {
  /** The time now by the server's clock. All times here are milliseconds since the Unix epoch. */
  readonly now: number;
  readonly camera: Camera;
  /** Capture time of the picture on screen; null without a picture. */
  readonly shownCapture: number | null;
  /** When the connection to Ingest was lost; null while connected. */
  readonly feedLostAt: number | null;
}

const STALE_MS = 3_000;

// Ingest reports a live camera once a second. If its newest picture is older than this, there is no
// newer one.
const REPORT_MS = 2_500;

/**
 * Decides whether a picture is live, and how old it is at least. A stream that repeats a camera's
 * last picture says so, but with a delay. So no picture counts as younger than the newest one that
 * Ingest reports, or than the time when the connection to Ingest was lost.
 */
export function freshness({ now, camera, shownCapture, feedLostAt }: Seen): Freshness {
  if (shownCapture === null) return { state: camera.state === 'offline' ? 'offline' : 'connecting', ageMs: null };
  let capture = shownCapture;
  const { lastFrame } = camera;
  if (lastFrame !== null && (camera.state !== 'live' || now - lastFrame > REPORT_MS))
    capture = Math.min(capture, lastFrame);
  if (feedLostAt !== null) capture = Math.min(capture, feedLostAt);
  const ageMs = Math.max(0, now - capture);
  if (camera.state === 'offline') return { state: 'offline', ageMs };
  // A date in the future proves nothing: a clock is wrong.
  const live = camera.state === 'live' && Math.abs(now - capture) <= staleAfter(camera);
  return { state: live ? 'live' : 'stale', ageMs };
}

// A camera with a picture every ten seconds is not stale after three.
function staleAfter(camera: Camera): number {
  return camera.fps === null ? STALE_MS : Math.max(STALE_MS, 2_500 / camera.fps);
}
