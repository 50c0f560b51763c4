/** A frame that has a trace, from shutter to screen. */
export interface SampledFrame {
  /** The W3C trace context of its last span on the server. */
  readonly traceparent: string;
  /** When the stream shows it, in milliseconds since the Unix epoch. */
  readonly date: number;
}

/** A date range of a playlist, as far as it is read here. */
export interface DatedTag {
  readonly class: string;
  readonly startDate: Date;
  readonly attr: Readonly<Record<string, unknown>>;
}

const CLASS = 'com.camstream.frame';
const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The sampled frames among the date ranges of a playlist. */
export function sampledFrames(ranges: Readonly<Record<string, DatedTag | undefined>>): SampledFrame[] {
  return Object.values(ranges).flatMap(range => {
    if (range?.class !== CLASS) return [];
    const traceparent = range.attr['X-COM-CAMSTREAM-TRACEPARENT'];
    const date = range.startDate.getTime();
    return typeof traceparent === 'string' && TRACEPARENT.test(traceparent) && Number.isFinite(date)
      ? [{ traceparent, date }]
      : [];
  });
}
