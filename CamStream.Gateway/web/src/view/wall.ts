import type { Camera } from '../cameras/camera';
import type { FeedListener } from '../cameras/feed';
import { element, setText } from './element';
import { selectedCamera, wantedLatency } from './route';
import { nameText } from './text';
import { Tile } from './tile';

/** All cameras in the order of their names, or one alone. It calls `selected` with that one. */
export class Wall implements FeedListener {
  readonly tiles = new Map<string, Tile>();
  private readonly observer = new IntersectionObserver(entries => this.seen(entries), { rootMargin: '100px' });
  private readonly inView = new Set<Element>();
  private readonly targetLatency = wantedLatency(location.search) ?? undefined;
  private known = false;

  constructor(
    private readonly grid: HTMLElement,
    private readonly empty: HTMLElement,
    private readonly summary: HTMLElement,
    private readonly now: () => number,
    private readonly selected: (camera: string | null) => void,
  ) {
    document.addEventListener('visibilitychange', () => this.showVisible());
    window.addEventListener('hashchange', () => this.route());
    window.addEventListener('keydown', event => {
      if (event.key === 'Escape' && selectedCamera(location.hash) !== null) location.hash = '#/';
    });
    this.route();
  }

  all(cameras: Camera[]): void {
    this.known = true;
    const ids = new Set(cameras.map(camera => camera.id));
    for (const id of [...this.tiles.keys()]) if (!ids.has(id)) this.remove(id);
    for (const camera of cameras) this.put(camera);
    this.route();
  }

  changed(camera: Camera): void {
    const added = !this.tiles.has(camera.id);
    this.put(camera);
    if (added) this.route();
  }

  removed(id: string): void {
    this.remove(id);
    this.route();
  }

  refresh(feedLostAt: number | null): void {
    for (const tile of this.tiles.values()) tile.refresh(feedLostAt);
    const live = [...this.tiles.values()].filter(tile => tile.isLive).length;
    setText(this.summary, this.tiles.size > 0 ? `${live} of ${this.tiles.size} live` : '');
  }

  private put(camera: Camera): void {
    const tile = this.tiles.get(camera.id);
    if (tile !== undefined) {
      tile.update(camera);
      return;
    }
    const added = new Tile(camera, this.now, this.targetLatency);
    this.tiles.set(camera.id, added);
    const next = [...this.tiles.keys()].sort().find(id => id > camera.id);
    this.grid.insertBefore(added.root, next === undefined ? null : this.tiles.get(next)!.root);
    this.observer.observe(added.root);
  }

  private remove(id: string): void {
    const tile = this.tiles.get(id);
    if (tile === undefined) return;
    this.observer.unobserve(tile.root);
    this.inView.delete(tile.root);
    this.tiles.delete(id);
    tile.remove();
  }

  private seen(entries: IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) this.inView.add(target);
      else this.inView.delete(target);
    }
    this.showVisible();
  }

  private showVisible(): void {
    for (const tile of this.tiles.values()) tile.show(!document.hidden && this.inView.has(tile.root));
  }

  private route(): void {
    const wanted = selectedCamera(location.hash);
    const selected = wanted !== null && this.tiles.has(wanted) ? wanted : null;
    document.body.classList.toggle('single', selected !== null);
    document.title = selected === null ? 'CamStream' : `${nameText(selected)} · CamStream`;
    for (const [id, tile] of this.tiles) tile.select(id === selected);
    this.selected(selected);
    this.empty.hidden = !this.known || this.tiles.size > 0;
  }
}

/** What the page shows without cameras: how to add one. */
export function emptyState(): HTMLElement {
  const lines = [
    'user name   the camera id: a-z, 0-9 and -',
    'topic       camstream/v1/{camera}/frame',
    'payload     one JPEG for each message',
    'properties  boot, seq, captured (µs since 1970, UTC)',
  ];
  return element(
    'section',
    { class: 'empty', hidden: '' },
    element('h2', {}, 'No camera yet'),
    element('p', {}, 'A camera appears here when its first picture arrives.'),
    element('p', {}, 'Make an account for the camera, and start the camera program with the file:'),
    element('pre', {}, './camstream camera add front-door --output edge.json\nCamStream.Edge --config edge.json'),
    element('p', {}, 'Or publish pictures from any MQTT 5 client, with the name and password of an account:'),
    element('pre', {}, lines.join('\n')),
  );
}
