import { isObject, number, time } from '../json';
import { stages, type StageName } from './stages';

/** A sampled frame's way from shutter to screen, or as far as is known. Times are milliseconds. */
export interface Way {
  /** When it was captured, since the Unix epoch. */
  readonly at: number;
  readonly totalMs: number;
  readonly stages: Readonly<Partial<Record<StageName, number>>>;
  /** By which its trace is found; null when that was not told. */
  readonly traceId: string | null;
}

/** The ways of a camera's sampled frames. */
export interface Ways {
  /** How far the camera's clock is behind the server's (negative: ahead); 0 while it is trusted. */
  readonly clockOffsetMs: number;
  /** The newest that was on a screen, as far as is known; null without any. */
  readonly newest: Way | null;
  /** Of the last minutes, oldest first. */
  readonly history: readonly Way[];
}

/** The ways in `json`; what is missing or of the wrong type counts as unknown. */
export function parseWays(json: unknown): Ways {
  if (!isObject(json)) return { clockOffsetMs: 0, newest: null, history: [] };
  const history = Array.isArray(json.history) ? json.history.map(parseWay).filter(way => way !== null) : [];
  return { clockOffsetMs: number(json.clockOffsetMs) ?? 0, newest: parseWay(json.newest), history: history.sort((a, b) => a.at - b.at) };
}

/** Whether it is known up to the screen. */
export function isShown(way: Way): boolean {
  return way.stages.render !== undefined;
}

function parseWay(json: unknown): Way | null {
  if (!isObject(json)) return null;
  const at = time(json.captured) ?? time(json.at);
  const known = parseStages(json.stages);
  const durations = Object.values(known);
  if (at === null || durations.length === 0) return null;
  const totalMs = number(json.totalMs) ?? durations.reduce((sum, ms) => sum + ms, 0);
  return { at, totalMs, stages: known, traceId: typeof json.traceId === 'string' && json.traceId !== '' ? json.traceId : null };
}

/** `[{"name":"camera","ms":3.1},…]` or `{"camera":3.1,…}`. */
function parseStages(json: unknown): Partial<Record<StageName, number>> {
  if (!isObject(json)) return {};
  const pairs = Array.isArray(json) ? json.filter(isObject).map(stage => [stage.name, stage.ms]) : Object.entries(json);
  const told = new Map(pairs.map(([name, ms]) => [name, number(ms)]));
  return Object.fromEntries(stages.flatMap(({ name }) => (typeof told.get(name) === 'number' ? [[name, told.get(name)]] : [])));
}
