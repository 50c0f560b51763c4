import { parseLatency, type CameraLatency } from './traced-frame';

const TIMEOUT_MS = 5_000;

/** Asks the server for the latency of a camera; null when it does not answer with one. */
export async function fetchLatency(camera: string): Promise<CameraLatency | null> {
  try {
    const answer = await fetch(`api/cameras/${camera}/latency`, {
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return answer.ok ? parseLatency(await answer.json()) : null;
  } catch {
    return null;
  }
}
