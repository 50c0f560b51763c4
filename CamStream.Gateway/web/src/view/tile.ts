import type { Camera } from '../cameras/camera';
import { Player } from '../player/player';
import { element, setText } from './element';
import { freshness, type TileState } from './freshness';
import { ageText, latencyText, nameText } from './text';

const STATE_TEXT: Record<TileState, string> = {
  connecting: 'Connecting',
  live: 'Live',
  stale: 'Stale',
  offline: 'Offline',
};

/**
 * A camera on the wall: its picture, and how fresh that is. End-to-end tests read `data-camera`,
 * `data-state`, `data-latency` and `data-age` (milliseconds) on its root.
 */
export class Tile {
  readonly root: HTMLElement;
  readonly player: Player;
  state: TileState = 'connecting';
  ageMs: number | null = null;

  private readonly video = element('video', { tabindex: '-1', 'aria-hidden': 'true' });
  private readonly still = element('canvas', { class: 'still', 'aria-hidden': 'true', hidden: '' });
  private readonly link: HTMLAnchorElement;
  private readonly badge = element('span', { class: 'badge' });
  private readonly latency = element('span', { class: 'latency', title: 'Latency from the shutter to this screen' });
  private readonly notice = element('span', { class: 'notice' });
  private readonly facts = element('dl', { class: 'facts' });
  private values: HTMLElement[] = [];
  private visible = false;

  constructor(
    public camera: Camera,
    private readonly now: () => number,
    targetLatency: number | undefined,
  ) {
    const name = nameText(camera.id);
    this.link = element('a', { class: 'open', href: `#/${camera.id}` });
    const picture = element('div', { class: 'picture' }, this.video, this.still, this.notice, this.link);
    const caption = element('div', { class: 'caption' }, element('h2', {}, name), this.badge, this.latency);
    this.root = element(
      'article',
      { class: 'tile', 'data-camera': camera.id, 'data-state': this.state },
      picture,
      caption,
      this.facts,
    );
    this.player = new Player(this.video, this.still, `hls/${camera.id}/index.m3u8`, now, targetLatency);
    this.video.addEventListener('resize', () => this.setShape(this.video.videoWidth, this.video.videoHeight));
    this.update(camera);
  }

  /** Whether the camera is live, as far as is known: a tile out of sight plays nothing. */
  get isLive(): boolean {
    return this.visible ? this.state === 'live' : this.camera.state === 'live';
  }

  update(camera: Camera): void {
    this.camera = camera;
    if (camera.width !== null && camera.height !== null) this.setShape(camera.width, camera.height);
    this.choose();
  }

  /** Sets whether the tile is in sight. Out of sight, it loads nothing. */
  show(visible: boolean): void {
    this.visible = visible;
    this.choose();
  }

  /** Sets whether the tile is alone on the page. */
  select(selected: boolean): void {
    this.root.classList.toggle('selected', selected);
    this.link.href = selected ? '#/' : `#/${this.camera.id}`;
    this.link.setAttribute('aria-label', selected ? 'Back to all cameras' : `Show only ${nameText(this.camera.id)}`);
  }

  refresh(feedLostAt: number | null): void {
    const { state, ageMs } = freshness({
      now: this.now(),
      camera: this.camera,
      shownCapture: this.player.shownCapture,
      feedLostAt,
    });
    this.state = state;
    this.ageMs = ageMs;
    const latencyMs = state === 'live' ? this.player.latencyMs : null;
    const { dataset } = this.root;
    dataset.state = state;
    dataset.latency = latencyMs === null ? '' : String(Math.round(latencyMs));
    dataset.age = ageMs === null ? '' : String(Math.round(ageMs));
    setText(this.badge, STATE_TEXT[state]);
    setText(this.latency, latencyMs === null ? '' : latencyText(latencyMs));
    setText(this.notice, this.noticeText());
    if (this.root.classList.contains('selected')) this.showFacts();
  }

  remove(): void {
    this.player.want(false);
    this.root.remove();
  }

  private choose(): void {
    this.player.want(this.visible && this.camera.state !== 'offline');
  }

  private noticeText(): string {
    if (this.state === 'live') return '';
    if (this.state === 'connecting') return 'Connecting…';
    if (this.ageMs !== null) return `${ageText(this.ageMs)} old`;
    const { lastFrame } = this.camera;
    return lastFrame === null ? 'No picture yet' : `Last picture ${ageText(this.now() - lastFrame)} ago`;
  }

  private setShape(width: number, height: number): void {
    this.root.style.setProperty('--shape', `${width} / ${height}`);
  }

  private showFacts(): void {
    const { camera, player } = this;
    const dropped = Object.entries(camera.dropped).filter(([, count]) => count > 0);
    const rate = camera.fps === null ? '' : `, ${Math.round(camera.fps * 10) / 10} fps`;
    const facts: [string, string][] = [
      ['Picture', camera.width === null ? '–' : `${camera.width} × ${camera.height}${rate}`],
      ['Age', this.ageMs === null ? '–' : ageText(this.ageMs)],
      ['Target latency', latencyText(player.target * 1000)],
      ['Stalls, restarts', `${player.stalls}, ${player.restarts}`],
      ['Encoder', camera.encoder ?? '–'],
      ['Received', String(camera.received)],
      [
        'Dropped before the encoder',
        dropped.length === 0
          ? 'none'
          : dropped.map(([reason, count]) => `${count} ${reason.replaceAll('_', ' ')}`).join(', '),
      ],
      ['Camera clock', camera.clockOffsetMs === null ? '–' : `${Math.round(camera.clockOffsetMs)} ms off`],
    ];
    if (this.values.length === 0) {
      this.values = facts.map(() => element('dd'));
      this.facts.append(...facts.map(([name], i) => element('div', {}, element('dt', {}, name), this.values[i]!)));
    }
    facts.forEach(([, value], i) => setText(this.values[i]!, value));
  }
}
