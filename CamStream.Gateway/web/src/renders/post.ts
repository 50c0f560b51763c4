import type { Reply, RenderReport } from './reporter';

const TIMEOUT_MS = 5_000;

/** Sends a report to the Gateway. */
export async function postRenders(camera: string, report: RenderReport): Promise<Reply> {
  const answer = await fetch(`api/cameras/${camera}/renders`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(report),
    priority: 'low', // pictures come first
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const retryAfter = Number(answer.headers.get('Retry-After') ?? NaN);
  return { status: answer.status, retryAfter: Number.isFinite(retryAfter) ? retryAfter : null };
}
