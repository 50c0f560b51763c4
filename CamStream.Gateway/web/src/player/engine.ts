import type { SampledFrame } from './sampled';

/** What plays a camera into a video element, until it is destroyed or fails for good. */
export interface Engine {
  /** Capture time, in milliseconds since the Unix epoch, of what the video shows at `position` seconds, as the stream dates it; null while unknown. */
  captureTime(position: number): number | null;

  /** The same, but a picture that is only repeated is as old as it really is. */
  seenCapture(position: number): number | null;

  /** Where what the playlist lists ends, in seconds; null while unknown. */
  listedEnd(): number | null;

  /** Whether the playback rate is ours to set. */
  readonly controlsRate: boolean;

  /** Seconds by which the latency aimed at must grow because connections are few. */
  readonly extraLatency: number;

  /** Where playback is to go on when it fell far behind, in seconds; null when the engine sees to it. */
  liveEdge(): number | null;

  destroy(): void;
}

/** What an engine reports. */
export interface EngineListener {
  /** There is more to play. */
  appended(): void;

  /** The playlist was read: these are the sampled frames that it lists. */
  sampled(frames: readonly SampledFrame[]): void;

  /** It cannot go on; a new one has to be made. */
  failed(error: PlayerError): void;

  /** Something went wrong that it deals with by itself. */
  warned(error: PlayerError): void;
}

export interface PlayerError {
  readonly at: string;
  readonly fatal: boolean;
  readonly details: string;
}
