import { beforeEach, expect, it } from 'vitest';
import { RenderReporter, type Reply, type RenderReport, type Watched } from './reporter';
import { RenderWatch } from './render-watch';

class Camera implements Watched {
  readonly renders = new RenderWatch();
  stalls = 0;

  show(traceparent: string, shown: number): void {
    this.renders.listed([{ traceparent, date: shown - 400 }]);
    this.renders.presented(shown - 400, shown);
  }
}

const clock = { at: 0, roundTripMs: 4.04, offsetMs: 12.34 };
let now: number;
let reply: () => Promise<Reply>;
let posted: [string, RenderReport][];
let reporter: RenderReporter;

const answered =
  (status: number, retryAfter: number | null = null): (() => Promise<Reply>) =>
  () =>
    Promise.resolve({ status, retryAfter });
const turn = (cameras: Record<string, Camera>, sample: typeof clock | null = clock): Promise<void> =>
  reporter.turn(new Map(Object.entries(cameras)), sample, () => now);

beforeEach(() => {
  now = 0;
  posted = [];
  reply = answered(204);
  reporter = new RenderReporter((camera, report) => {
    posted.push([camera, report]);
    return reply();
  });
});

it('reports shown frames with the offset of the clock', async () => {
  const door = new Camera();
  door.show('a', 1_000.04);
  await turn({ door });
  expect(posted).toEqual([
    ['door', { clockOffsetMs: 12.3, roundTripMs: 4, stalls: 0, renders: [{ traceparent: 'a', shown: 1_000 }] }],
  ]);
});

it('sends no empty report', async () => {
  await turn({ door: new Camera() });
  expect(posted).toEqual([]);
});

it('reports new stalls once', async () => {
  const door = new Camera();
  door.stalls = 2;
  await turn({ door });
  now += 5_000;
  await turn({ door });
  door.stalls = 3;
  await turn({ door });
  expect(posted.map(([, report]) => report.stalls)).toEqual([2, 1]);
});

it('reports a camera every other second at most', async () => {
  const door = new Camera();
  for (; now < 10_000; now += 200) {
    door.show(`${now}`, now);
    await turn({ door });
  }
  expect(posted).toHaveLength(5);
  expect(posted.flatMap(([, report]) => report.renders)).toHaveLength(41);
});

it('gives each of many cameras its turn', async () => {
  const cameras = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`camera-${i}`, new Camera()]));
  for (; now < 24 * 200; now += 200) {
    for (const camera of Object.values(cameras)) camera.show(`${now}`, now);
    await turn(cameras);
  }
  expect(posted).toHaveLength(24);
  for (const id of Object.keys(cameras)) expect(posted.filter(([camera]) => camera === id)).toHaveLength(2);
});

it('reports nothing before the server clock is known', async () => {
  const door = new Camera();
  door.show('a', 1_000);
  await turn({ door }, null);
  await turn({ door });
  expect(posted).toEqual([]);
});

it('pauses for as long as the server asks, and sends nothing twice', async () => {
  const door = new Camera();
  reply = answered(429, 10);
  door.show('a', 1_000);
  door.stalls = 1;
  await turn({ door });

  reply = answered(204);
  now = 9_999;
  door.show('b', 9_000);
  await turn({ door });
  expect(posted).toHaveLength(1);

  now = 10_000;
  door.show('c', 10_000);
  await turn({ door });
  expect(posted[1]).toEqual([
    'door',
    { clockOffsetMs: 12.3, roundTripMs: 4, stalls: 1, renders: [{ traceparent: 'c', shown: 10_000 }] },
  ]);
});

it.each([
  ['an error answer', answered(500)],
  ['no answer', () => Promise.reject(new Error('no network'))],
])('pauses longer and longer after %s, a minute at most', async (_, failure) => {
  const door = new Camera();
  door.stalls = 1;
  reply = failure;
  const tries: number[] = [];
  for (; now < 300_000; now += 1_000) {
    const before = posted.length;
    await turn({ door });
    if (posted.length > before) tries.push(now / 1_000);
  }
  expect(tries).toEqual([0, 2, 6, 14, 30, 62, 122, 182, 242]);
});
