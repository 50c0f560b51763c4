import { element, setText } from '../view/element';
import { latencyText } from '../view/text';
import { stages } from './stages';
import type { Way } from './way';

interface Row {
  readonly root: HTMLElement;
  readonly ms: HTMLElement;
  readonly bar: HTMLElement;
}

/** A frame's way as a table: a stage a row, in order, each with its bar. End-to-end tests read `data-stage` and `data-ms`. */
export class Waterfall {
  readonly root: HTMLElement;
  private readonly rows: Row[] = stages.map(({ name, label, meaning }) => {
    const ms = element('td');
    const bar = element('i');
    const root = element('tr', { 'data-stage': name }, element('th', { scope: 'row', title: meaning }, label), ms, element('td', { class: 'lane', 'aria-hidden': 'true' }, bar));
    return { root, ms, bar };
  });
  private readonly total = element('td');
  private readonly totalRow = element('tr', { class: 'whole' }, element('th', { scope: 'row' }, 'Altogether'), this.total, element('td', { 'aria-hidden': 'true' }));

  constructor() {
    this.root = element(
      'table',
      { class: 'waterfall' },
      element('caption', { class: 'unseen' }, 'The way of one picture, stage by stage'),
      element('thead', { class: 'unseen' }, element('tr', {}, element('th', { scope: 'col' }, 'Stage'), element('th', { scope: 'col' }, 'Time'))),
      element('tbody', {}, ...this.rows.map(row => row.root), this.totalRow),
    );
  }

  show(way: Way): void {
    let from = 0;
    const whole = Math.max(1, way.totalMs);
    stages.forEach(({ name }, i) => {
      const { root, ms, bar } = this.rows[i]!;
      const duration = way.stages[name];
      root.classList.toggle('unknown', duration === undefined);
      root.dataset.ms = duration === undefined ? '' : String(duration);
      setText(ms, duration === undefined ? '–' : latencyText(duration));
      // By the object model: style attributes are forbidden by the page's Content-Security-Policy.
      bar.style.marginInlineStart = `${share(from)}%`;
      bar.style.width = `${share(duration ?? 0)}%`;
      from += Math.max(0, duration ?? 0);
    });
    this.totalRow.dataset.ms = String(way.totalMs);
    setText(this.total, latencyText(way.totalMs));

    function share(ms: number): number {
      return Math.min(100, (Math.max(0, ms) / whole) * 100);
    }
  }
}
