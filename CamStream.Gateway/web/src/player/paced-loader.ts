import Hls, {
  type HlsConfig,
  type Loader,
  type LoaderCallbacks,
  type LoaderConfiguration,
  type PlaylistLoaderContext,
} from 'hls.js/light';
import { Pacing } from './pacing';

/** The pacing of one player's playlist requests. */
export interface Pace {
  readonly pacing: Pacing;
  players(): number;
  partMs(): number;
}

/** Whether requests to this page's host share a connection (HTTP/2 and later). */
export function isMultiplexed(): boolean {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return navigation !== undefined && !['', 'http/1.0', 'http/1.1'].includes(navigation.nextHopProtocol);
}

/** The loader of hls.js, with blocking playlist requests delayed by the pacing. */
export function pacedLoader(pace: Pace): new (config: HlsConfig) => Loader<PlaylistLoaderContext> {
  const OwnLoader = Hls.DefaultConfig.loader as unknown as new (config: HlsConfig) => Loader<PlaylistLoaderContext>;
  const multiplexed = isMultiplexed();

  return class extends OwnLoader {
    private timer: number | undefined;

    override load(
      context: PlaylistLoaderContext,
      config: LoaderConfiguration,
      callbacks: LoaderCallbacks<PlaylistLoaderContext>,
    ): void {
      const blocking = context.deliveryDirectives?.part !== undefined;
      const delay = blocking ? pace.pacing.delayMs(pace.players(), multiplexed, pace.partMs()) : 0;
      const send = (): void => {
        const sent = performance.now();
        super.load(context, config, {
          ...callbacks,
          onSuccess: (response, stats, answered, details) => {
            if (blocking) pace.pacing.answeredAfter(performance.now() - sent);
            callbacks.onSuccess(response, stats, answered, details);
          },
        });
      };
      if (delay > 0) this.timer = window.setTimeout(send, delay);
      else send();
    }

    override abort(): void {
      clearTimeout(this.timer);
      super.abort();
    }

    override destroy(): void {
      clearTimeout(this.timer);
      super.destroy();
    }
  };
}
