import { isObject, number, time } from '../json';
import { stages, type StageName } from './stages';

/**
 * The way of a sampled frame from shutter to screen, as far as it is known. Times are milliseconds.
 */
export interface TracedFrame {
  /** When it was captured, since the Unix epoch. */
  readonly at: number;
  readonly totalMs: number;
  readonly stages: Readonly<Partial<Record<StageName, number>>>;
  /** The id of its trace; null when it is not known. */
  readonly traceId: string | null;
}

/** The latency of a camera's sampled frames. */
export interface CameraLatency {
  /** How far the camera's clock is behind the server's (negative: ahead); 0 while it is trusted. */
  readonly clockOffsetMs: number;
  /** The newest frame that a screen has shown, as far as is known; null without any. */
  readonly newest: TracedFrame | null;
  /** The frames of the last minutes, oldest first. */
  readonly history: readonly TracedFrame[];
}

/** The latency in `json`. A field that is missing or has the wrong type counts as unknown. */
export function parseLatency(json: unknown): CameraLatency {
  if (!isObject(json)) return { clockOffsetMs: 0, newest: null, history: [] };
  const history = Array.isArray(json.history) ? json.history.map(parseFrame).filter(frame => frame !== null) : [];
  return {
    clockOffsetMs: number(json.clockOffsetMs) ?? 0,
    newest: parseFrame(json.newest),
    history: history.sort((a, b) => a.at - b.at),
  };
}

/** Whether a screen has shown the frame. */
export function isShown(frame: TracedFrame): boolean {
  return frame.stages.render !== undefined;
}

function parseFrame(json: unknown): TracedFrame | null {
  if (!isObject(json)) return null;
  const at = time(json.captured) ?? time(json.at);
  const known = parseStages(json.stages);
  const durations = Object.values(known);
  if (at === null || durations.length === 0) return null;
  const totalMs = number(json.totalMs) ?? durations.reduce((sum, ms) => sum + ms, 0);
  return {
    at,
    totalMs,
    stages: known,
    traceId: typeof json.traceId === 'string' && json.traceId !== '' ? json.traceId : null,
  };
}

/** `[{"name":"camera","ms":3.1},…]` or `{"camera":3.1,…}`. */
function parseStages(json: unknown): Partial<Record<StageName, number>> {
  if (!isObject(json)) return {};
  const pairs = Array.isArray(json) ? json.filter(isObject).map(stage => [stage.name, stage.ms]) : Object.entries(json);
  const told = new Map(pairs.map(([name, ms]) => [name, number(ms)]));
  return Object.fromEntries(
    stages.flatMap(({ name }) => (typeof told.get(name) === 'number' ? [[name, told.get(name)]] : [])),
  );
}
