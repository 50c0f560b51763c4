import type { RenderWatch } from '../renders/render-watch';
import { Backoff } from './backoff';
import { bufferedAhead, nextRange, ranges, seekTarget } from './buffered';
import type { Engine, PlayerError } from './engine';
import { HlsEngine } from './hls-engine';
import { defaultLatencyOptions, LatencyController } from './latency';
import { NativeEngine } from './native-engine';
import type { SampledFrame } from './sampled';
import { Screen } from './screen';
import { Watchdog } from './watchdog';

const TICK_MS = 100;
const STALL_MS = 300;
const STUCK_MS = 700;
const MIN_SEEK = 0.25;
const JOIN_MS = 2_500;
const MAX_ERRORS = 100;

/** The state of a player for the page and for tests. */
export interface PlayerStats {
  /** The target latency in seconds. */
  readonly target: number;
  readonly stalls: number;
  readonly restarts: number;
  readonly errors: readonly PlayerError[];
}

/**
 * Keeps one camera playing in one video element. It makes an engine when the camera is wanted, and
 * a new one whenever the engine fails or gets stuck. In between, the last picture stays on a
 * canvas, so that nothing flashes.
 */
export class Player implements PlayerStats {
  stalls = 0;
  restarts = 0;
  readonly errors: PlayerError[] = [];

  private readonly screen: Screen;
  private readonly backoff = new Backoff();
  private engine: Engine | null = null;
  private latency: LatencyController;
  private watchdog = new Watchdog(0);
  private timer: number | undefined;
  private retryTimer: number | undefined;
  private wanted = false;
  private joinedAt: number | null = null;
  private waitingSince: number | null = null;
  private stallCounted = false;

  constructor(
    private readonly video: HTMLVideoElement,
    still: HTMLCanvasElement,
    private readonly url: string,
    private readonly now: () => number,
    private readonly baseTarget: number = defaultLatencyOptions.target,
  ) {
    this.latency = this.newController();
    video.muted = true;
    video.playsInline = true;
    video.disableRemotePlayback = true;
    this.screen = new Screen(video, still, now, () => this.engine);
  }

  get target(): number {
    return this.latency.target;
  }

  /** The sampled frames that appear on screen; only where the browser reports every picture. */
  get renders(): RenderWatch {
    return this.screen.renders;
  }

  /** When the picture on screen was captured, even if it is a repeat; null before the first. */
  get shownCapture(): number | null {
    return this.screen.shownCapture;
  }

  /** Milliseconds from shutter to screen, smoothed; null while nothing plays. */
  get latencyMs(): number | null {
    return this.screen.latencyMs;
  }

  /** Plays; or stops loading, and leaves the last picture. It may change at any time. */
  want(wanted: boolean): void {
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    clearTimeout(this.retryTimer);
    if (wanted) this.begin();
    else this.end();
  }

  private begin(): void {
    this.latency = this.newController();
    this.watchdog = new Watchdog(performance.now());
    this.screen.begin();
    this.joinedAt = null;
    this.waitingSince = null;
    this.engine = this.newEngine();
    this.timer = window.setInterval(() => this.tick(), TICK_MS);
  }

  private end(): void {
    clearInterval(this.timer);
    this.screen.end();
    const engine = this.engine;
    this.engine = null;
    engine?.destroy();
  }

  private restart(): void {
    if (!this.wanted || this.engine === null) return;
    this.end();
    this.restarts++;
    this.retryTimer = window.setTimeout(() => this.begin(), this.backoff.failed(performance.now()));
  }

  private newController(): LatencyController {
    return new LatencyController({ ...defaultLatencyOptions, target: this.baseTarget });
  }

  private newEngine(): Engine {
    const listener = {
      appended: () => {
        if (this.joinedAt === null) this.join();
      },
      sampled: (frames: readonly SampledFrame[]) => this.renders.listed(frames),
      failed: (error: PlayerError) => {
        this.note(error);
        // Not within the event of the engine.
        setTimeout(() => this.restart());
      },
      warned: (error: PlayerError) => this.note(error),
    };
    return HlsEngine.isSupported || !NativeEngine.isSupported(this.video)
      ? new HlsEngine(this.video, this.url, this.baseTarget, listener)
      : new NativeEngine(this.video, this.url, listener);
  }

  private note(error: PlayerError): void {
    this.errors.push(error);
    if (this.errors.length > MAX_ERRORS) this.errors.shift();
  }

  // Begins with the first media that is buffered, wherever it is on the timeline.
  private join(): void {
    const { video, engine } = this;
    if (engine === null) return;
    if (engine.controlsRate) {
      const last = ranges(video.buffered).at(-1);
      if (last === undefined) return;
      if (video.currentTime < last.start || video.currentTime > last.end) video.currentTime = last.start;
    }
    this.joinedAt = performance.now();
    // Muted video may play without anybody's asking; where the browser refuses all the same, the
    // next tick tries again.
    video.play().catch(() => undefined);
  }

  private tick(): void {
    const now = performance.now();
    const { video, engine } = this;
    if (engine === null) return;
    if (this.watchdog.isStuck(video.currentTime, now)) {
      this.note({ at: new Date().toISOString(), fatal: true, details: 'playback stands still' });
      this.restart();
      return;
    }
    if (this.joinedAt === null) return;
    if (video.paused) video.play().catch(() => undefined);
    const buffered = ranges(video.buffered);
    this.watchStall(buffered, now);
    if (engine.controlsRate) this.holdLatency(engine, buffered, now);
  }

  private holdLatency(engine: Engine, buffered: ReturnType<typeof ranges>, now: number): void {
    const { video } = this;
    const capture = engine.captureTime(video.currentTime);
    // While playback waits for data, its latency says nothing about the next pictures.
    if (capture === null || video.seeking || this.waitingSince !== null) return;
    const latency = (this.now() - capture) / 1000;
    this.latency.extra = engine.extraLatency;
    const joining = now - (this.joinedAt ?? now) < JOIN_MS;
    const edge = engine.listedEnd() ?? video.currentTime;
    const edgeAge = latency - (edge - video.currentTime);
    const action = this.latency.decide(
      latency,
      bufferedAhead(buffered, video.currentTime),
      edgeAge,
      now / 1000,
      joining,
    );
    if (action !== 'seek') {
      if (video.playbackRate !== action.rate) video.playbackRate = action.rate;
      return;
    }
    const wanted = video.currentTime + latency - this.latency.target;
    const target = seekTarget(buffered, video.currentTime, wanted) ?? (joining ? null : engine.liveEdge());
    if (target !== null && target > video.currentTime + MIN_SEEK) video.currentTime = target;
    else video.playbackRate = defaultLatencyOptions.maxRate;
  }

  private watchStall(buffered: ReturnType<typeof ranges>, now: number): void {
    const { video } = this;
    if (!this.screen.isPlaying || video.seeking || video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA) {
      this.waitingSince = null;
      this.stallCounted = false;
      return;
    }
    this.waitingSince ??= now;
    if (!this.stallCounted) {
      this.stallCounted = true;
      this.stalls++;
      this.latency.stalled();
    }
    const next = nextRange(buffered, video.currentTime);
    const waited = now - this.waitingSince;
    if (next !== null && waited > STALL_MS) {
      video.currentTime = next + 0.01;
    } else if (waited > STUCK_MS) {
      // After a failed request hls.js may wait for the end of a segment before it loads on; a seek
      // wakes it.
      const edge = this.engine?.liveEdge() ?? null;
      if (edge !== null && edge > video.currentTime + MIN_SEEK) video.currentTime = edge;
    }
  }
}
