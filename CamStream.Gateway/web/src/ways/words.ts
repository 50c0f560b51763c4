import { ageText, latencyText } from '../view/text';
import { stages, type StageWords } from './stages';
import { isShown, type Way } from './way';

// Older than this, and it is said how old.
const FRESH_MS = 10_000;

/** The stage that took longest. */
export function slowest(way: Way): StageWords | null {
  let found: StageWords | null = null;
  for (const stage of stages) {
    if ((way.stages[stage.name] ?? -Infinity) > (found === null ? -Infinity : way.stages[found.name]!)) found = stage;
  }
  return found;
}

/** `420 ms from shutter to screen; most of it, 280 ms, on the screen side.` */
export function sentence(way: Way, now: number): string {
  const age = now - way.at > FRESH_MS ? `${unbroken(ageText(now - way.at))} ago: ` : '';
  const whole = `${age}${unbroken(latencyText(way.totalMs))} from shutter to ${isShown(way) ? 'screen' : 'delivery (no screen has reported it)'}`;
  const stage = slowest(way);
  if (stage === null) return `${whole}.`;
  const ms = way.stages[stage.name]!;
  return `${whole}; ${ms > way.totalMs / 2 ? 'most of it' : 'the largest share'}, ${unbroken(latencyText(ms))}, ${stage.where}.`;
}

/** `Its clock is 12 s ahead; corrected.` Empty while it is trusted. */
export function clockText(offsetMs: number): string {
  if (offsetMs === 0) return '';
  return `The camera’s clock is ${unbroken(latencyText(Math.abs(offsetMs)))} ${offsetMs < 0 ? 'ahead' : 'behind'}; corrected.`;
}

// A number and its unit stay on one line.
function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}
