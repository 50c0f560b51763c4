import uPlot from 'uplot';
import { latencyText } from '../view/text';
import { WINDOW_SECONDS, type Columns } from './columns';
import { stages } from './stages';

const HEIGHT = 190;
const MINUTES = Array.from({ length: WINDOW_SECONDS / 60 + 1 }, (_, i) => (i - WINDOW_SECONDS / 60) * 60);

/** The stages of the last minutes, stacked. */
export class LatencyChart {
  private plot: uPlot | null = null;
  private columns: Columns = [[], ...stages.map(() => [])];
  private marked: number | null = null;

  /** @param chosen called with the moment that was clicked, in seconds before now (negative) */
  constructor(
    private readonly root: HTMLElement,
    private readonly chosen: (seconds: number) => void,
  ) {
    new ResizeObserver(() => this.fit()).observe(root);
  }

  /** @param marked the moment of the line, in seconds before now (negative); null for no line */
  draw(columns: Columns, marked: number | null): void {
    this.columns = columns;
    this.marked = marked;
    this.plot?.setData(data(columns));
  }

  private fit(): void {
    const width = this.root.clientWidth;
    if (width === 0) return;
    if (this.plot === null) this.plot = this.newPlot(width);
    else if (this.plot.width !== width) this.plot.setSize({ width, height: HEIGHT });
  }

  // Only when the page is laid out: the colours come from its styles.
  private newPlot(width: number): uPlot {
    const styles = getComputedStyle(this.root);
    const colour = (name: string): string => styles.getPropertyValue(`--${name}`).trim();
    const colours = stages.map(({ name }) => colour(name));
    const axis = {
      stroke: colour('quiet'),
      grid: { stroke: colour('line'), width: 1 },
      ticks: { show: false },
      font: `12px ${styles.fontFamily}`,
    };
    const plot = new uPlot(
      {
        width,
        height: HEIGHT,
        padding: [8, 14, 0, 0],
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { time: false, range: [-WINDOW_SECONDS, 0] },
          y: { range: (_, __, highest) => [0, Math.max(100, (highest ?? 0) * 1.05)] },
        },
        axes: [
          { ...axis, splits: () => MINUTES, values: (_, splits) => splits.map(minuteText), size: 30 },
          { ...axis, values: (_, splits) => splits.map(latencyText), size: 58 },
        ],
        series: [
          {},
          ...colours.map((stroke, i) => ({
            stroke,
            width: 1,
            points: { show: false },
            ...(i === 0 ? { fill: stroke } : {}),
          })),
        ],
        bands: colours.slice(1).map((fill, i) => ({ series: [i + 2, i + 1] as [number, number], fill })),
        hooks: { draw: [() => this.mark(colour('text'))] },
      },
      data(this.columns),
      this.root,
    );
    plot.over.addEventListener('click', event => this.chosen(plot.posToVal(event.offsetX, 'x')));
    return plot;
  }

  private mark(colour: string): void {
    if (this.marked === null || this.plot === null) return;
    const { ctx, bbox } = this.plot;
    ctx.fillStyle = colour;
    ctx.fillRect(
      this.plot.valToPos(this.marked, 'x', true) - devicePixelRatio,
      bbox.top,
      2 * devicePixelRatio,
      bbox.height,
    );
  }
}

function data(columns: Columns): uPlot.AlignedData {
  return columns as uPlot.AlignedData;
}

// `−5 min`, `−4` … `now`: short, because phones are narrow.
function minuteText(seconds: number, index: number): string {
  return seconds === 0 ? 'now' : `−${-seconds / 60}${index === 0 ? ' min' : ''}`;
}
