import { RenderWatch } from '../renders/render-watch';
import type { Engine } from './engine';

/** The picture on screen: when it was captured, how late it is, and a copy while nothing plays. */
export class Screen {
  readonly renders = new RenderWatch();

  /** When the picture was captured, even if it is a repeat; null before the first. */
  shownCapture: number | null = null;

  /** Milliseconds from shutter to screen, smoothed; null while nothing plays. */
  latencyMs: number | null = null;

  /** Whether a picture has appeared since playback began. */
  isPlaying = false;

  /** @param engine what plays now, and dates the pictures; null between two engines */
  constructor(
    private readonly video: HTMLVideoElement,
    private readonly still: HTMLCanvasElement,
    private readonly now: () => number,
    private readonly engine: () => Engine | null,
  ) {
    this.watchFrames();
  }

  /** Playback begins. */
  begin(): void {
    this.isPlaying = false;
  }

  /** Playback ends: the last picture stays. */
  end(): void {
    this.latencyMs = null;
    const { video, still } = this;
    if (!this.isPlaying || video.videoWidth === 0) return;
    still.width = video.videoWidth;
    still.height = video.videoHeight;
    still.getContext('2d')?.drawImage(video, 0, 0);
    still.hidden = false;
  }

  private watchFrames(): void {
    const { video } = this;
    if (typeof video.requestVideoFrameCallback === 'function') {
      const onFrame: VideoFrameRequestCallback = (_, frame) => {
        // A picture is seen at the next refresh of the screen; one that is late is seen now.
        const at = this.now() + Math.max(0, frame.expectedDisplayTime - performance.now());
        const date = this.shown(frame.mediaTime, at);
        if (date !== null) this.renders.presented(date, at);
        video.requestVideoFrameCallback(onFrame);
      };
      video.requestVideoFrameCallback(onFrame);
    } else {
      video.addEventListener('timeupdate', () => this.shown(video.currentTime, this.now()));
    }
  }

  /**
   * @param at when it is on screen, by the server's clock
   * @returns its date in the stream; null while unknown
   */
  private shown(position: number, at: number): number | null {
    const engine = this.engine();
    const date = engine?.captureTime(position) ?? null;
    if (date === null) return null;
    this.isPlaying = true;
    this.still.hidden = true;
    this.shownCapture = engine?.seenCapture(position) ?? date;
    const latency = at - date;
    this.latencyMs = this.latencyMs === null ? latency : this.latencyMs + (latency - this.latencyMs) / 8;
    return date;
  }
}
