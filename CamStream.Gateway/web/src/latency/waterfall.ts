import { element, setText } from '../view/element';
import { latencyText } from '../view/text';
import { stages } from './stages';
import type { TracedFrame } from './traced-frame';

interface Row {
  readonly root: HTMLElement;
  readonly ms: HTMLElement;
  readonly bar: HTMLElement;
}

/**
 * The stages of a frame as a table, each with its bar. End-to-end tests read `data-stage` and
 * `data-ms`.
 */
export class Waterfall {
  readonly root: HTMLElement;
  private readonly rows: Row[] = stages.map(({ name, label, meaning }) => {
    const ms = element('td');
    const bar = element('i');
    const root = element(
      'tr',
      { 'data-stage': name },
      element('th', { scope: 'row', title: meaning }, label),
      ms,
      element('td', { class: 'lane', 'aria-hidden': 'true' }, bar),
    );
    return { root, ms, bar };
  });
  private readonly total = element('td');
  private readonly totalRow = element(
    'tr',
    { class: 'whole' },
    element('th', { scope: 'row' }, 'Total'),
    this.total,
    element('td', { 'aria-hidden': 'true' }),
  );

  constructor() {
    this.root = element(
      'table',
      { class: 'waterfall' },
      element('caption', { class: 'unseen' }, 'The stages of one picture'),
      element(
        'thead',
        { class: 'unseen' },
        element('tr', {}, element('th', { scope: 'col' }, 'Stage'), element('th', { scope: 'col' }, 'Time')),
      ),
      element('tbody', {}, ...this.rows.map(row => row.root), this.totalRow),
    );
  }

  show(frame: TracedFrame): void {
    let from = 0;
    const whole = Math.max(1, frame.totalMs);
    stages.forEach(({ name }, i) => {
      const { root, ms, bar } = this.rows[i]!;
      const duration = frame.stages[name];
      root.classList.toggle('unknown', duration === undefined);
      root.dataset.ms = duration === undefined ? '' : String(duration);
      setText(ms, duration === undefined ? '–' : latencyText(duration));
      // By the object model: the Content-Security-Policy of the page forbids style attributes.
      bar.style.marginInlineStart = `${share(from)}%`;
      bar.style.width = `${share(duration ?? 0)}%`;
      from += Math.max(0, duration ?? 0);
    });
    this.totalRow.dataset.ms = String(frame.totalMs);
    setText(this.total, latencyText(frame.totalMs));

    function share(ms: number): number {
      return Math.min(100, (Math.max(0, ms) / whole) * 100);
    }
  }
}
