import { element, setText } from '../view/element';
import { ageText, latencyText } from '../view/text';
import { LatencyChart } from './chart';
import { columns, nearestFrame, WINDOW_SECONDS } from './columns';
import { fetchLatency } from './fetch';
import { FiguresTable, wholes } from './figures-table';
import { Waterfall } from './waterfall';
import type { CameraLatency } from './traced-frame';
import { clockText, explanation, sentence } from './words';

const EVERY_MS = 2_000;
const UNKNOWN =
  'There is no latency for this camera: it sent no sampled picture in the last five minutes. ' +
  'A camera samples one picture a second, unless sampling is off.';
const NO_ANSWER = 'The server has no latency for this camera.';

/** Shows where the time between shutter and screen goes, for the camera that is shown alone. */
export class LatencyPanel {
  private readonly sentence = element('p', { class: 'sentence' });
  private readonly meaning = element('p', { class: 'meaning' });
  private readonly clock = element('p', { class: 'clock' });
  private readonly trace = element('p', { class: 'trace' });
  private readonly waterfall = new Waterfall();
  private readonly figures = new FiguresTable();
  private readonly plot = element('div', { class: 'plot', role: 'img' });
  private readonly moment = element('input', {
    type: 'range',
    min: String(-WINDOW_SECONDS),
    max: '0',
    value: '0',
    'aria-label': 'Moment shown above',
  });
  private readonly known: HTMLElement;
  private readonly chart: LatencyChart;
  private watching: AbortController | null = null;
  private camera: string | null = null;
  private latency: CameraLatency | null = null;
  private chosenAt: number | null = null; // null: the newest

  constructor(
    private readonly root: HTMLElement,
    private readonly now: () => number,
  ) {
    const heading = element('h2', { id: 'latency-heading' }, 'From shutter to screen');
    const minutes = element(
      'figure',
      {},
      element('figcaption', {}, 'The last five minutes. Pick a moment to see its stages above.'),
      this.plot,
      this.moment,
    );
    const details = element('details', {}, element('summary', {}, 'In numbers'), this.figures.root);
    this.known = element('div', { hidden: '' }, this.waterfall.root, minutes, details, this.trace);
    root.setAttribute('aria-labelledby', heading.id);
    root.append(heading, this.sentence, this.meaning, this.clock, this.known);
    this.chart = new LatencyChart(this.plot, seconds => this.choose(seconds));
    this.moment.addEventListener('input', () => this.choose(Number(this.moment.value)));
  }

  /** Shows a camera; null for none. */
  show(camera: string | null): void {
    if (camera === this.camera) return;
    this.camera = camera;
    this.watching?.abort();
    this.root.hidden = camera === null;
    this.known.hidden = true;
    this.latency = null;
    this.chosenAt = null;
    for (const text of [this.sentence, this.meaning, this.clock]) setText(text, '');
    if (camera !== null) void this.watch(camera, (this.watching = new AbortController()).signal);
  }

  private async watch(camera: string, left: AbortSignal): Promise<void> {
    while (!left.aborted) {
      if (!document.hidden) {
        const latency = await fetchLatency(camera);
        if (left.aborted) return;
        this.latency = latency ?? this.latency;
        this.refresh();
      }
      await new Promise(resolve => setTimeout(resolve, EVERY_MS));
    }
  }

  private choose(seconds: number): void {
    this.chosenAt = seconds > -1 ? null : this.now() + seconds * 1_000;
    this.refresh();
  }

  private refresh(): void {
    const { latency } = this;
    const now = this.now();
    if (this.chosenAt !== null && now - this.chosenAt > WINDOW_SECONDS * 1_000) this.chosenAt = null;
    const frame =
      latency !== null && this.chosenAt !== null
        ? nearestFrame(latency.history, this.chosenAt)
        : (latency?.newest ?? null);
    this.known.hidden = frame === null;
    setText(this.clock, latency === null ? '' : clockText(latency.clockOffsetMs));
    setText(
      this.sentence,
      frame === null ? (latency === null ? NO_ANSWER : UNKNOWN) : sentence(frame, now, this.chosenAt !== null),
    );
    setText(this.meaning, frame === null ? '' : explanation(frame));
    if (frame === null || latency === null) return;
    this.waterfall.show(frame);
    this.figures.show(latency.history);
    this.showMinutes(latency, this.chosenAt === null ? null : (frame.at - now) / 1_000, now);
    const chosen = this.chosenAt === null ? 0 : (this.chosenAt - now) / 1_000;
    this.moment.value = String(chosen);
    this.moment.setAttribute(
      'aria-valuetext',
      `${chosen === 0 ? 'now' : `${ageText(-chosen * 1_000)} ago`}: ${latencyText(frame.totalMs)}`,
    );
    setText(this.trace, frame.traceId === null ? '' : `Trace ${frame.traceId}`);
  }

  private showMinutes({ history }: CameraLatency, marked: number | null, now: number): void {
    this.chart.draw(columns(history, now), marked);
    const whole = wholes(history);
    const typical = whole === null ? '' : latencyText(whole.middle);
    this.plot.setAttribute(
      'aria-label',
      whole === null
        ? ''
        : `Chart: ${typical} from shutter to screen is typical, ${latencyText(whole.longest)} the longest`,
    );
    this.plot.dataset.samples = String(history.length);
  }
}
