import { parseWays, type Ways } from './way';

const TIMEOUT_MS = 5_000;

/** The ways of a camera's sampled frames; null when the server did not say. */
export async function fetchWays(camera: string): Promise<Ways | null> {
  try {
    const answer = await fetch(`api/cameras/${camera}/latency`, { cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) });
    return answer.ok ? parseWays(await answer.json()) : null;
  } catch {
    return null;
  }
}
