import { element, setText } from '../view/element';
import { ageText, latencyText } from '../view/text';
import { WaysChart } from './chart';
import { columns, nearestWay, WINDOW_SECONDS } from './columns';
import { fetchWays } from './fetch';
import { FiguresTable, wholes } from './figures-table';
import { Waterfall } from './waterfall';
import type { Ways } from './way';
import { clockText, explanation, sentence } from './words';

const EVERY_MS = 2_000;
const UNKNOWN =
  'Nothing is known of the way of this camera’s pictures: none has been followed in the last five minutes. A camera marks one a second to be followed, unless it is told not to.';
const NO_ANSWER = 'The server does not say where the time goes.';

/** Where the time between shutter and screen goes, for one camera: asked for only while it is looked at. */
export class WaysPanel {
  private readonly sentence = element('p', { class: 'sentence' });
  private readonly meaning = element('p', { class: 'meaning' });
  private readonly clock = element('p', { class: 'clock' });
  private readonly trace = element('p', { class: 'trace' });
  private readonly waterfall = new Waterfall();
  private readonly figures = new FiguresTable();
  private readonly plot = element('div', { class: 'plot', role: 'img' });
  private readonly moment = element('input', { type: 'range', min: String(-WINDOW_SECONDS), max: '0', value: '0', 'aria-label': 'Moment shown above' });
  private readonly known: HTMLElement;
  private readonly chart: WaysChart;
  private watching: AbortController | null = null;
  private camera: string | null = null;
  private ways: Ways | null = null;
  private chosenAt: number | null = null; // the newest while null

  constructor(
    private readonly root: HTMLElement,
    private readonly now: () => number,
  ) {
    const heading = element('h2', { id: 'ways-heading' }, 'From shutter to screen');
    const minutes = element('figure', {}, element('figcaption', {}, 'The last five minutes. Pick a moment to see its picture’s way above.'), this.plot, this.moment);
    const details = element('details', {}, element('summary', {}, 'In figures'), this.figures.root);
    this.known = element('div', { hidden: '' }, this.waterfall.root, minutes, details, this.trace);
    root.setAttribute('aria-labelledby', heading.id);
    root.append(heading, this.sentence, this.meaning, this.clock, this.known);
    this.chart = new WaysChart(this.plot, seconds => this.choose(seconds));
    this.moment.addEventListener('input', () => this.choose(Number(this.moment.value)));
  }

  /** The camera looked at; null for none. */
  show(camera: string | null): void {
    if (camera === this.camera) return;
    this.camera = camera;
    this.watching?.abort();
    this.root.hidden = camera === null;
    this.known.hidden = true;
    this.ways = null;
    this.chosenAt = null;
    for (const text of [this.sentence, this.meaning, this.clock]) setText(text, '');
    if (camera !== null) void this.watch(camera, (this.watching = new AbortController()).signal);
  }

  private async watch(camera: string, left: AbortSignal): Promise<void> {
    while (!left.aborted) {
      if (!document.hidden) {
        const ways = await fetchWays(camera);
        if (left.aborted) return;
        this.ways = ways ?? this.ways;
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
    const { ways } = this;
    const now = this.now();
    if (this.chosenAt !== null && now - this.chosenAt > WINDOW_SECONDS * 1_000) this.chosenAt = null;
    const way = ways !== null && this.chosenAt !== null ? nearestWay(ways.history, this.chosenAt) : (ways?.newest ?? null);
    this.known.hidden = way === null;
    setText(this.clock, ways === null ? '' : clockText(ways.clockOffsetMs));
    setText(this.sentence, way === null ? (ways === null ? NO_ANSWER : UNKNOWN) : sentence(way, now, this.chosenAt !== null));
    setText(this.meaning, way === null ? '' : explanation(way));
    if (way === null || ways === null) return;
    this.waterfall.show(way);
    this.figures.show(ways.history);
    this.showMinutes(ways, this.chosenAt === null ? null : (way.at - now) / 1_000, now);
    const chosen = this.chosenAt === null ? 0 : (this.chosenAt - now) / 1_000;
    this.moment.value = String(chosen);
    this.moment.setAttribute('aria-valuetext', `${chosen === 0 ? 'now' : `${ageText(-chosen * 1_000)} ago`}: ${latencyText(way.totalMs)}`);
    setText(this.trace, way.traceId === null ? '' : `Trace ${way.traceId}`);
  }

  private showMinutes({ history }: Ways, marked: number | null, now: number): void {
    this.chart.draw(columns(history, now), marked);
    const whole = wholes(history);
    this.plot.setAttribute('aria-label', whole === null ? '' : `Chart: typically ${latencyText(whole.middle)} from shutter to screen, ${latencyText(whole.longest)} at most`);
    this.plot.dataset.samples = String(history.length);
  }
}
