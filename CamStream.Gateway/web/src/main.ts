import { CameraFeed } from './cameras/feed';
import { ServerClock } from './clock/server-clock';
import { exposeDebug } from './debug';
import { postRenders } from './renders/post';
import { RenderReporter } from './renders/reporter';
import { emptyState, Wall } from './view/wall';
import { LatencyPanel } from './latency/panel';

const REFRESH_MS = 200;

// A Gateway that restarts is back sooner; nobody needs to know.
const BANNER_AFTER_MS = 1_500;

const find = (id: string): HTMLElement => document.getElementById(id)!;
const banner = find('banner');
const clock = new ServerClock();
const now = (): number => clock.now();

const empty = emptyState();
find('main').append(empty);
const latency = new LatencyPanel(find('latency'), now);
const wall = new Wall(find('wall'), empty, find('summary'), now, camera => latency.show(camera));
const feed = new CameraFeed('api/cameras/events', wall, now);
let reachable = true;

void clock.run('time', yes => {
  reachable = yes;
});
feed.start();
void new RenderReporter(postRenders).run(
  () => new Map([...wall.tiles].map(([id, { player }]) => [id, player])),
  () => clock.sample,
);
window.addEventListener('online', () => feed.reopen());

setInterval(() => {
  wall.refresh(feed.lostAt);
  const lost = feed.lostAt !== null && now() - feed.lostAt > BANNER_AFTER_MS;
  banner.hidden = reachable && !lost;
}, REFRESH_MS);

exposeDebug(wall, now);
