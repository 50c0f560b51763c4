import { ageText, latencyText } from '../view/text';
import { stages, type StageWords } from './stages';
import { isShown, type TracedFrame } from './traced-frame';

// The sentence says the age of an older frame.
const FRESH_MS = 10_000;

/**
 * `420 ms from shutter to screen; most of it, 280 ms, on the screen side.`
 * @param picked whether the frame was picked; then the sentence says its age
 */
export function sentence(frame: TracedFrame, now: number, picked: boolean): string {
  const age = picked || now - frame.at > FRESH_MS ? `${unbroken(ageText(now - frame.at))} ago: ` : '';
  const end = isShown(frame) ? 'screen' : 'delivery (no screen has reported it)';
  const whole = `${age}${unbroken(latencyText(frame.totalMs))} from shutter to ${end}`;
  const stage = slowest(frame);
  if (stage === null) return `${whole}.`;
  const ms = frame.stages[stage.name]!;
  const share = ms > frame.totalMs / 2 ? 'most of it' : 'the largest share';
  return `${whole}; ${share}, ${unbroken(latencyText(ms))}, ${stage.where}.`;
}

/** What the longest stage is; empty when no stage is known. */
export function explanation(frame: TracedFrame): string {
  const stage = slowest(frame);
  return stage === null ? '' : `${stage.label}: ${stage.meaning}.`;
}

/** `The camera’s clock is 12 s ahead; this is corrected.` Empty while it is trusted. */
export function clockText(offsetMs: number): string {
  if (offsetMs === 0) return '';
  const off = `${unbroken(latencyText(Math.abs(offsetMs)))} ${offsetMs < 0 ? 'ahead' : 'behind'}`;
  return `The camera’s clock is ${off}; this is corrected.`;
}

function slowest(frame: TracedFrame): StageWords | null {
  let found: StageWords | null = null;
  for (const stage of stages) {
    if ((frame.stages[stage.name] ?? -Infinity) > (found === null ? -Infinity : frame.stages[found.name]!))
      found = stage;
  }
  return found;
}

// Keeps a number and its unit on one line.
function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}
