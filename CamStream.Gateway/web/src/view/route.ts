const ID = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** The camera that `#/front-door` selects; null for the wall. */
export function selectedCamera(hash: string): string | null {
  const id = hash.startsWith('#/') ? hash.slice(2) : '';
  return ID.test(id) ? id : null;
}

/** The target latency of `?latency=0.6` in seconds, 0.2 to 10; null for the default. */
export function wantedLatency(query: string): number | null {
  const text = new URLSearchParams(query).get('latency');
  const seconds = text === null ? NaN : Number(text);
  return seconds >= 0.2 && seconds <= 10 ? seconds : null;
}
