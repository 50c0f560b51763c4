/** A time in which the stream repeats a picture, in milliseconds since the Unix epoch. */
export interface Repeat {
  /** When the picture was captured. */
  readonly from: number;
  /** When the next picture came; Infinity until then. */
  readonly to: number;
}

/** A date range of a playlist, as far as it is read here. */
export interface RangeTag {
  readonly class: string;
  readonly startDate: Date;
  /** Seconds; null while it is not known. */
  readonly duration: number | null;
}

const CLASS = 'com.camstream.repeat';

/** The repeats among the date ranges of a playlist. */
export function repeatsIn(ranges: Readonly<Record<string, RangeTag | undefined>>): Repeat[] {
  return Object.values(ranges).flatMap(range => {
    if (range?.class !== CLASS) return [];
    const from = range.startDate.getTime();
    return [{ from, to: range.duration === null ? Infinity : Math.round(from + range.duration * 1000) }];
  });
}

/**
 * The capture time of the picture that the stream shows at `date`. A repeat has a new date, and the
 * capture time of its picture.
 */
export function seenCapture(date: number, repeats: readonly Repeat[]): number {
  const around = repeats.filter(({ from, to }) => from <= date && date < to);
  return around.length === 0 ? date : Math.max(...around.map(({ from }) => from));
}
