export function isObject(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null;
}

export function number(json: unknown): number | null {
  return typeof json === 'number' && Number.isFinite(json) ? json : null;
}

/** Milliseconds since the Unix epoch of a date as JSON has it. */
export function time(json: unknown): number | null {
  return typeof json === 'string' ? number(Date.parse(json)) : null;
}
