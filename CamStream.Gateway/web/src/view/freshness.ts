import type { Camera } from '../cameras/camera';

/** How a tile looks. */
export type TileState = 'connecting' | 'live' | 'stale' | 'offline';

export interface Freshness {
  readonly state: TileState;
  /** How old the picture on screen is at least, in milliseconds; null when there is none. */
  readonly ageMs: number | null;
}

export interface Seen {
  /** Now by the server's clock; this and every time here in milliseconds since the Unix epoch. */
  readonly now: number;
  readonly camera: Camera;
  /** Capture time of the picture on screen; null without a picture. */
  readonly shownCapture: number | null;
  /** Since when there has been no word from Ingest; null while there is. */
  readonly feedLostAt: number | null;
}

const STALE_MS = 3_000;

// A live camera is reported once a second; a newest picture older than this is the newest there is.
const REPORT_MS = 2_500;

/**
 * Whether a picture may be called live. A stream that repeats a camera's last picture says so, but not at once: no picture is younger than the newest
 * one that Ingest saw, or than the last word from Ingest.
 */
export function freshness({ now, camera, shownCapture, feedLostAt }: Seen): Freshness {
  if (shownCapture === null) return { state: camera.state === 'offline' ? 'offline' : 'connecting', ageMs: null };
  let capture = shownCapture;
  const { lastFrame } = camera;
  if (lastFrame !== null && (camera.state !== 'live' || now - lastFrame > REPORT_MS)) capture = Math.min(capture, lastFrame);
  if (feedLostAt !== null) capture = Math.min(capture, feedLostAt);
  const ageMs = Math.max(0, now - capture);
  if (camera.state === 'offline') return { state: 'offline', ageMs };
  // A picture from the future is no proof: our clock is wrong.
  const live = camera.state === 'live' && Math.abs(now - capture) <= staleAfter(camera);
  return { state: live ? 'live' : 'stale', ageMs };
}

// A camera of one picture in ten seconds is not stale after three.
function staleAfter(camera: Camera): number {
  return camera.fps === null ? STALE_MS : Math.max(STALE_MS, 2_500 / camera.fps);
}
