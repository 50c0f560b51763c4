import type { Engine, EngineListener } from './engine';

/** A video element of Safari, which knows the date of what it plays. */
interface DatedVideo extends HTMLVideoElement {
  getStartDate?(): Date;
}

/** The browser's own HLS, where there is nothing else: iPhones before iOS 17.1. It holds its latency by itself. */
export class NativeEngine implements Engine {
  readonly controlsRate = false;
  readonly extraLatency = 0;
  private readonly leave = new AbortController();

  static isSupported(video: HTMLVideoElement): boolean {
    return video.canPlayType('application/vnd.apple.mpegurl') !== '';
  }

  constructor(
    private readonly video: DatedVideo,
    url: string,
    listener: EngineListener,
  ) {
    video.addEventListener(
      'error',
      () => listener.failed({ at: new Date().toISOString(), fatal: true, details: `native ${video.error?.code ?? ''}: ${video.error?.message ?? ''}` }),
      { signal: this.leave.signal },
    );
    video.addEventListener('loadeddata', () => listener.appended(), { signal: this.leave.signal });
    video.src = url;
  }

  captureTime(position: number): number | null {
    const start = this.video.getStartDate?.().getTime() ?? NaN;
    return Number.isFinite(start) ? start + position * 1000 : null;
  }

  listedEnd(): number | null {
    return null;
  }

  liveEdge(): number | null {
    return null;
  }

  destroy(): void {
    this.leave.abort();
    this.video.removeAttribute('src');
    this.video.load();
  }
}
