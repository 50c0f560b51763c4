import type { SampledFrame } from './sampled';

/** Plays a camera in a video element until it is destroyed or fails. */
export interface Engine {
  /**
   * The date that the stream gives to `position` (seconds), in milliseconds since the Unix epoch;
   * null while unknown.
   */
  captureTime(position: number): number | null;

  /**
   * The capture time of the picture at `position`. It is before the date when the picture is a
   * repeat.
   */
  seenCapture(position: number): number | null;

  /** The end of the playlist, in seconds; null while unknown. */
  listedEnd(): number | null;

  /** Whether the player may set the playback rate. */
  readonly controlsRate: boolean;

  /** Seconds that the target latency must grow by because connections are few. */
  readonly extraLatency: number;

  /**
   * Where playback continues when it is far behind, in seconds; null when the engine does that
   * itself.
   */
  liveEdge(): number | null;

  destroy(): void;
}

/** Events of an engine. */
export interface EngineListener {
  /** More media was appended. */
  appended(): void;

  /** The playlist was read; it lists these sampled frames. */
  sampled(frames: readonly SampledFrame[]): void;

  /** The engine cannot continue: a new one is needed. */
  failed(error: PlayerError): void;

  /** The engine had an error that it recovers from by itself. */
  warned(error: PlayerError): void;
}

export interface PlayerError {
  readonly at: string;
  readonly fatal: boolean;
  readonly details: string;
}
