import Hls, { type ErrorData, type HlsConfig } from 'hls.js/light';
import type { Engine, EngineListener } from './engine';
import { isMultiplexed, pacedLoader } from './paced-loader';
import { extraLatency, Pacing } from './pacing';
import { repeatsIn, seenCapture } from './repeats';
import { sampledFrames } from './sampled';

const DEFAULT_PART_MS = 133;

const retry = { maxNumRetry: 4, retryDelayMs: 250, maxRetryDelayMs: 1_000 } as const;

function config(targetLatency: number): Partial<HlsConfig> {
  return {
    lowLatencyMode: true,
    enableWorker: false, // fragmented MP4 needs no work
    liveSyncDuration: targetLatency,
    liveMaxLatencyDuration: targetLatency + 6,
    liveSyncOnStallIncrease: 0, // the latency controller does that
    maxLiveSyncPlaybackRate: 1, // and this
    liveDurationInfinity: true,
    maxBufferLength: 8,
    backBufferLength: 4,
    maxBufferHole: 0.3,
    testBandwidth: false,
    startLevel: 0,
    enableDateRangeMetadataCues: false, // read from the playlist instead
    // The Gateway holds playlists for three target durations during a takeover.
    manifestLoadPolicy: {
      default: { maxTimeToFirstByteMs: 8_000, maxLoadTimeMs: 10_000, timeoutRetry: null, errorRetry: null },
    },
    playlistLoadPolicy: {
      default: { maxTimeToFirstByteMs: 8_000, maxLoadTimeMs: 10_000, timeoutRetry: retry, errorRetry: retry },
    },
    fragLoadPolicy: {
      default: { maxTimeToFirstByteMs: 4_000, maxLoadTimeMs: 8_000, timeoutRetry: retry, errorRetry: retry },
    },
  };
}

/**
 * hls.js, used where there are Media Source Extensions. Native HLS comes second: in Chromium it
 * ignores low latency.
 */
export class HlsEngine implements Engine {
  // All engines that play on this page now.
  private static readonly playing = new Set<HlsEngine>();
  readonly controlsRate = true;
  private readonly hls: Hls;

  static get isSupported(): boolean {
    return Hls.isSupported();
  }

  constructor(
    private readonly video: HTMLVideoElement,
    url: string,
    targetLatency: number,
    listener: EngineListener,
  ) {
    HlsEngine.playing.add(this);
    const pLoader = pacedLoader({
      pacing: new Pacing(),
      players: () => HlsEngine.playing.size,
      partMs: () => this.partMs,
    });
    this.hls = new Hls({ ...config(targetLatency), pLoader });
    this.hls.on(Hls.Events.ERROR, (_, data: ErrorData) => {
      const error = { at: new Date().toISOString(), fatal: data.fatal, details: describe(data) };
      if (data.fatal) listener.failed(error);
      else listener.warned(error);
    });
    this.hls.on(Hls.Events.BUFFER_APPENDED, () => listener.appended());
    this.hls.on(Hls.Events.LEVEL_UPDATED, (_, { details }) => listener.sampled(sampledFrames(details.dateRanges)));
    this.hls.loadSource(url);
    this.hls.attachMedia(video);
  }

  get extraLatency(): number {
    return extraLatency(HlsEngine.playing.size, isMultiplexed(), this.partMs);
  }

  captureTime(position: number): number | null {
    const details = this.hls.latestLevelDetails;
    if (details === null) return null;
    const fragments = details.fragmentHint ? [...details.fragments, details.fragmentHint] : details.fragments;
    // Media time and capture time run at the same speed, so a neighbour is as good as the fragment
    // itself.
    let nearest = null;
    for (const fragment of fragments) {
      if (fragment === null || fragment.programDateTime === null || (nearest !== null && fragment.start > position))
        continue;
      nearest = fragment;
    }
    return nearest === null ? null : nearest.programDateTime! + (position - nearest.start) * 1000;
  }

  seenCapture(position: number): number | null {
    const date = this.captureTime(position);
    return date === null ? null : seenCapture(date, repeatsIn(this.hls.latestLevelDetails?.dateRanges ?? {}));
  }

  listedEnd(): number | null {
    return this.hls.latestLevelDetails?.edge ?? null;
  }

  liveEdge(): number | null {
    return this.hls.liveSyncPosition;
  }

  destroy(): void {
    HlsEngine.playing.delete(this);
    this.hls.destroy();
    this.video.removeAttribute('src');
    this.video.load();
  }

  private get partMs(): number {
    return (this.hls.latestLevelDetails?.partTarget ?? 0) * 1000 || DEFAULT_PART_MS;
  }
}

function describe(data: ErrorData): string {
  const status = data.response?.code ? ` ${data.response.code}` : '';
  const reason = data.reason ?? data.error?.message ?? '';
  return `${data.details}${status}${reason ? `: ${reason}` : ''}`;
}
