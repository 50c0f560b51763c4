import { parseCamera, parseCameras, type Camera } from './camera';

export interface FeedListener {
  /** All cameras. Sent first, and after every reconnection. */
  all(cameras: Camera[]): void;
  changed(camera: Camera): void;
  removed(id: string): void;
}

const RETRY_MS = 1_000;

// Ingest reports all cameras when a connection begins, and each live camera about once a second. A
// connection that is silent for this long is dead.
const SILENCE_MS = 6_000;

/**
 * Ingest's server-sent events about the cameras. It reconnects by itself, for as long as the page
 * is open.
 */
export class CameraFeed {
  private source: EventSource | null = null;
  private retry: number | undefined;
  private heardAt = 0; // of the last event, or of the start of the connection
  private live = new Set<string>();
  private lost: number | null = null;
  private greeted = false; // whether this connection has sent an event

  constructor(
    private readonly url: string,
    private readonly listener: FeedListener,
    private readonly now: () => number,
  ) {}

  /** When the connection was lost, by the given clock; null while connected. */
  get lostAt(): number | null {
    return this.lost;
  }

  start(): void {
    this.open();
    setInterval(() => {
      if ((!this.greeted || this.live.size > 0) && performance.now() - this.heardAt > SILENCE_MS) this.reopen();
    }, 1_000);
  }

  /** Reconnects at once: for when the network may have come back. */
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
      // After a broken connection the browser tries again by itself; after an error answer it does
      // not.
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
        console.warn(`The camera event '${name}' could not be read.`, error);
      }
    });
  }

  private lose(): void {
    this.lost ??= this.now();
  }
}
