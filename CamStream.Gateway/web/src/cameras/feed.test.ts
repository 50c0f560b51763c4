import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CameraFeed } from './feed';

class ScriptedSource extends EventTarget {
  static readonly CLOSED = 2;
  static all: ScriptedSource[] = [];
  readyState = 0;
  onerror: (() => void) | null = null;

  constructor() {
    super();
    ScriptedSource.all.push(this);
  }

  close(): void {
    this.readyState = ScriptedSource.CLOSED;
  }

  say(name: string, json: unknown): void {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(json) }));
  }
}

const newest = (): ScriptedSource => ScriptedSource.all.at(-1)!;
let feed: CameraFeed;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', globalThis);
  vi.stubGlobal('EventSource', ScriptedSource);
  ScriptedSource.all = [];
  feed = new CameraFeed('events', { all: () => undefined, changed: () => undefined, removed: () => undefined }, () =>
    Date.now(),
  );
  feed.start();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('reconnects again and again when a connection is silent', () => {
  vi.advanceTimersByTime(30_000);
  expect(ScriptedSource.all.length).toBeGreaterThanOrEqual(4);
  expect(ScriptedSource.all.filter(source => source.readyState !== ScriptedSource.CLOSED)).toEqual([newest()]);
  expect(feed.lostAt).not.toBeNull();
});

it('reconnects when live cameras fall silent', () => {
  newest().say('cameras', { cameras: [{ id: 'door', state: 'live' }] });
  expect(feed.lostAt).toBeNull();
  vi.advanceTimersByTime(8_000);
  expect(ScriptedSource.all.length).toBe(2);
  expect(feed.lostAt).not.toBeNull();
  newest().say('cameras', { cameras: [] });
  expect(feed.lostAt).toBeNull();
});

it('does not reconnect when no camera is live', () => {
  newest().say('cameras', { cameras: [{ id: 'door', state: 'offline' }] });
  vi.advanceTimersByTime(60_000);
  expect(ScriptedSource.all.length).toBe(1);
});
