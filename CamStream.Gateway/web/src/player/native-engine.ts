import { M3U8Parser, PlaylistLevelType } from 'hls.js/light';
import type { Engine, EngineListener } from './engine';
import { repeatsIn, seenCapture, type Repeat } from './repeats';
import { sampledFrames } from './sampled';

const LOOK_MS = 1_000;
const TIMEOUT_MS = 5_000;

/** A video element of Safari, which knows the date of its start. */
interface DatedVideo extends HTMLVideoElement {
  getStartDate?(): Date;
}

/**
 * The browser's own HLS, where there is nothing else: iPhones before iOS 17.1. The browser holds
 * its latency by itself. It does not report date ranges without attributes of their own, so this
 * reads the playlist every second.
 */
export class NativeEngine implements Engine {
  readonly controlsRate = false;
  readonly extraLatency = 0;
  private readonly leave = new AbortController();
  private repeats: readonly Repeat[] = [];

  static isSupported(video: HTMLVideoElement): boolean {
    return video.canPlayType('application/vnd.apple.mpegurl') !== '';
  }

  constructor(
    private readonly video: DatedVideo,
    url: string,
    private readonly listener: EngineListener,
  ) {
    video.addEventListener(
      'error',
      () =>
        listener.failed({
          at: new Date().toISOString(),
          fatal: true,
          details: `native ${video.error?.code ?? ''}: ${video.error?.message ?? ''}`,
        }),
      { signal: this.leave.signal },
    );
    video.addEventListener('loadeddata', () => listener.appended(), { signal: this.leave.signal });
    video.src = url;
    const playlist = new URL('live.m3u8', new URL(url, document.baseURI)).href;
    void this.keepLooking(playlist);
  }

  captureTime(position: number): number | null {
    const start = this.video.getStartDate?.().getTime() ?? NaN;
    return Number.isFinite(start) ? start + position * 1000 : null;
  }

  seenCapture(position: number): number | null {
    const date = this.captureTime(position);
    return date === null ? null : seenCapture(date, this.repeats);
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

  private async keepLooking(playlist: string): Promise<void> {
    for (;;) {
      await new Promise(resolve => setTimeout(resolve, LOOK_MS));
      if (this.leave.signal.aborted) return;
      await this.look(playlist);
    }
  }

  private async look(playlist: string): Promise<void> {
    try {
      const response = await fetch(playlist, { cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (!response.ok) return;
      const text = await response.text();
      if (this.leave.signal.aborted) return;
      const details = M3U8Parser.parseLevelPlaylist(text, playlist, 0, PlaylistLevelType.MAIN, 0, null);
      this.repeats = repeatsIn(details.dateRanges);
      this.listener.sampled(sampledFrames(details.dateRanges));
    } catch {
      // The camera feed notices when the server is gone.
    }
  }
}
