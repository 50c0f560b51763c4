import { isObject, number, time } from '../json';

/** A camera as Ingest describes it; times are milliseconds since the Unix epoch. */
export interface Camera {
  readonly id: string;
  readonly state: 'live' | 'stalled' | 'offline';
  /** When it came into that state. */
  readonly since: number | null;
  /** Capture time of its newest picture, by the server's clock. */
  readonly lastFrame: number | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly fps: number | null;
  readonly encoder: string | null;
  readonly clockOffsetMs: number | null;
  readonly received: number;
  /** Dropped pictures by reason. */
  readonly dropped: Readonly<Record<string, number>>;
}

/**
 * The camera in `json`; null when there is none. A field that is missing or has the wrong type
 * counts as unknown.
 */
export function parseCamera(json: unknown): Camera | null {
  if (!isObject(json) || typeof json.id !== 'string' || json.id === '') return null;
  return {
    id: json.id,
    state: json.state === 'live' || json.state === 'stalled' ? json.state : 'offline',
    since: time(json.since),
    lastFrame: time(json.lastFrame),
    width: positive(json.width),
    height: positive(json.height),
    fps: positive(json.fps),
    encoder: typeof json.encoder === 'string' ? json.encoder : null,
    clockOffsetMs: number(json.clockOffsetMs),
    received: number(json.received) ?? 0,
    dropped: isObject(json.dropped) ? numbers(json.dropped) : {},
  };
}

/** The cameras in `{"cameras":[…]}`. */
export function parseCameras(json: unknown): Camera[] {
  if (!isObject(json) || !Array.isArray(json.cameras)) return [];
  return json.cameras.map(parseCamera).filter(camera => camera !== null);
}

function positive(json: unknown): number | null {
  const value = number(json);
  return value !== null && value > 0 ? value : null;
}

function numbers(json: Record<string, unknown>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(json).filter((entry): entry is [string, number] => number(entry[1]) !== null),
  );
}
