import { ageText, latencyText } from '../view/text';
import { stages, type StageWords } from './stages';
import { isShown, type Way } from './way';

// Older than this, and it is said how old.
const FRESH_MS = 10_000;

/**
 * `420 ms from shutter to screen; most of it, 280 ms, on the screen side.`
 * @param picked whether it is not simply the newest: then it is said how old it is
 */
export function sentence(way: Way, now: number, picked: boolean): string {
  const age = picked || now - way.at > FRESH_MS ? `${unbroken(ageText(now - way.at))} ago: ` : '';
  const whole = `${age}${unbroken(latencyText(way.totalMs))} from shutter to ${isShown(way) ? 'screen' : 'delivery (no screen has reported it)'}`;
  const stage = slowest(way);
  if (stage === null) return `${whole}.`;
  const ms = way.stages[stage.name]!;
  return `${whole}; ${ms > way.totalMs / 2 ? 'most of it' : 'the largest share'}, ${unbroken(latencyText(ms))}, ${stage.where}.`;
}

/** What the stage that took longest is; empty where none is known. */
export function explanation(way: Way): string {
  const stage = slowest(way);
  return stage === null ? '' : `${stage.label}: ${stage.meaning}.`;
}

/** `The camera’s clock is 12 s ahead; corrected.` Empty while it is trusted. */
export function clockText(offsetMs: number): string {
  if (offsetMs === 0) return '';
  return `The camera’s clock is ${unbroken(latencyText(Math.abs(offsetMs)))} ${offsetMs < 0 ? 'ahead' : 'behind'}; corrected.`;
}

function slowest(way: Way): StageWords | null {
  let found: StageWords | null = null;
  for (const stage of stages) {
    if ((way.stages[stage.name] ?? -Infinity) > (found === null ? -Infinity : way.stages[found.name]!)) found = stage;
  }
  return found;
}

// A number and its unit stay on one line.
function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}
