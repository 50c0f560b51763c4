/** A time in which the stream only repeats a picture, in milliseconds since the Unix epoch; endless while no other has come. */
export interface Repeat {
  /** When that picture was captured. */
  readonly from: number;
  readonly to: number;
}

/** What of a date range of a playlist is looked at. */
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

/** When that was captured which the stream shows with the date `date`: a repeat has a new date, and is as old as what it repeats. */
export function seenCapture(date: number, repeats: readonly Repeat[]): number {
  const around = repeats.filter(({ from, to }) => from <= date && date < to);
  return around.length === 0 ? date : Math.max(...around.map(({ from }) => from));
}
