import { parseCamera, parseCameras, type Camera } from './camera';

export interface FeedListener {
  /** All cameras there are; sent first, and after every reconnection. */
  all(cameras: Camera[]): void;
  changed(camera: Camera): void;
  removed(id: string): void;
}

const RETRY_MS = 1_000;

// A live camera is reported about once a second, and all cameras when a connection begins; this long without a word, and it is dead though nobody said so.
const SILENCE_MS = 6_000;

/** What Ingest says of the cameras, as server-sent events. It connects again by itself, for ever. */
export class CameraFeed {
  private source: EventSource | null = null;
  private retry: number | undefined;
  private heardAt = 0; // or began to listen
  private live = new Set<string>();
  private lost: number | null = null;
  private greeted = false; // by this connection

  constructor(
    private readonly url: string,
    private readonly listener: FeedListener,
    private readonly now: () => number,
  ) {}

  /** Since when nothing has been known, by the clock given; null while connected. */
  get lostAt(): number | null {
    return this.lost;
  }

  start(): void {
    this.open();
    setInterval(() => {
      if ((!this.greeted || this.live.size > 0) && performance.now() - this.heardAt > SILENCE_MS) this.reopen();
    }, 1_000);
  }

  /** Connects again at once, when there is reason to think that it works now. */
  reopen(): void {
    this.lose();
    this.open();
  }

  private open(): void {
    clearTimeout(this.retry);
    this.source?.close();
    this.greeted = false;
    this.heardAt = performance.now();
    const source = (this.source = new EventSource(this.url));
    source.onerror = () => {
      if (source !== this.source) return;
      this.lose();
      this.greeted = false;
      // The browser tries again by itself after a broken connection, but not after an error answer.
      if (source.readyState === EventSource.CLOSED) this.retry = window.setTimeout(() => this.open(), RETRY_MS);
    };
    this.on(source, 'cameras', json => {
      const cameras = parseCameras(json);
      this.live = new Set(cameras.filter(camera => camera.state === 'live').map(camera => camera.id));
      this.listener.all(cameras);
    });
    this.on(source, 'camera', json => {
      const camera = parseCamera(json);
      if (camera === null) return;
      if (camera.state === 'live') this.live.add(camera.id);
      else this.live.delete(camera.id);
      this.listener.changed(camera);
    });
    this.on(source, 'removed', json => {
      const id = (json as { id?: unknown } | null)?.id;
      if (typeof id !== 'string') return;
      this.live.delete(id);
      this.listener.removed(id);
    });
  }

  private on(source: EventSource, name: string, handle: (json: unknown) => void): void {
    source.addEventListener(name, event => {
      if (source !== this.source) return;
      this.heardAt = performance.now();
      this.greeted = true;
      this.lost = null;
      try {
        handle(JSON.parse((event as MessageEvent<string>).data));
      } catch (error) {
        console.warn(`camera event '${name}' was not understood`, error);
      }
    });
  }

  private lose(): void {
    this.lost ??= this.now();
  }
}
