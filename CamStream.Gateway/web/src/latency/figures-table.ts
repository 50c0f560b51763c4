import { element, setText } from '../view/element';
import { latencyText } from '../view/text';
import { figures, type Figures } from './columns';
import { stages } from './stages';
import { isShown, type TracedFrame } from './traced-frame';

/** The chart as a table: what each stage is, and how long it took. */
export class FiguresTable {
  readonly root: HTMLElement;
  private readonly rows = [...stages, { name: null, label: 'Total', meaning: 'from shutter to screen' }].map(
    ({ name, label, meaning }) => {
      const [middle, longest] = [element('td'), element('td')];
      const heading = element('th', { scope: 'row' }, label, element('small', {}, meaning));
      return {
        name,
        middle,
        longest,
        root: element('tr', name === null ? {} : { 'data-stage': name }, heading, middle, longest),
      };
    },
  );

  constructor() {
    const columns = ['Stage', 'Typical', 'Longest'].map(text => element('th', { scope: 'col' }, text));
    this.root = element(
      'table',
      { class: 'figures' },
      element('thead', {}, element('tr', {}, ...columns)),
      element('tbody', {}, ...this.rows.map(row => row.root)),
    );
  }

  show(history: readonly TracedFrame[]): void {
    for (const { name, middle, longest } of this.rows) {
      const found = name === null ? wholes(history) : figures(history.flatMap(frame => frame.stages[name] ?? []));
      setText(middle, found === null ? '–' : latencyText(found.middle));
      setText(longest, found === null ? '–' : latencyText(found.longest));
    }
  }
}

/** The total latency of the frames on screens; of all frames when no screen has reported one. */
export function wholes(history: readonly TracedFrame[]): Figures | null {
  const shown = history.filter(isShown);
  return figures((shown.length > 0 ? shown : history).map(frame => frame.totalMs));
}
