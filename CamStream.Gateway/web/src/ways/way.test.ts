import { expect, it } from 'vitest';
import { parseWays, tellingWay, type Way } from './way';

const captured = '2026-11-22T09:00:00.000Z';
const at = Date.UTC(2026, 10, 22, 9);

const json = {
  camera: 'front-door',
  clockOffsetMs: -3,
  newest: {
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    sequence: 1,
    captured,
    totalMs: 420,
    stages: [
      { name: 'camera', ms: 3.1 },
      { name: 'network', ms: 416.9 },
      { name: 'later', ms: 1 },
    ],
  },
  history: [
    { at: captured, totalMs: 420, stages: { camera: 3.1, network: 416.9 } },
    { at: '2026-11-22T08:59:59.000Z', totalMs: 300, stages: { camera: 3, render: 297 } },
  ],
  later: 'unknown fields are ignored',
};

it('reads the newest way and those before it, oldest first', () => {
  expect(parseWays(json)).toEqual({
    clockOffsetMs: -3,
    newest: { at, totalMs: 420, stages: { camera: 3.1, network: 416.9 }, traceId: '4bf92f3577b34da6a3ce929d0e0e4736' },
    history: [
      { at: at - 1_000, totalMs: 300, stages: { camera: 3, render: 297 }, traceId: null },
      { at, totalMs: 420, stages: { camera: 3.1, network: 416.9 }, traceId: null },
    ],
  });
});

it('takes what is missing or wrong as unknown', () => {
  const newest = { captured, stages: [{ name: 'camera', ms: 'long' }, { name: 'network', ms: 5 }, null, 7] };
  expect(parseWays({ clockOffsetMs: 'x', newest, history: [{ at: 'yesterday', stages: { camera: 1 } }, { at: captured, stages: {} }, null] })).toEqual({
    clockOffsetMs: 0,
    newest: { at, totalMs: 5, stages: { network: 5 }, traceId: null },
    history: [],
  });
});

it.each([null, 1, 'x', [], {}, { newest: null, history: [] }, { newest: 'x', history: 'y' }])('sees no way in %j', nonsense => {
  expect(parseWays(nonsense)).toEqual({ clockOffsetMs: 0, newest: null, history: [] });
});

const delivered = (ago: number): Way => ({ at: at - ago, totalMs: 200, stages: { camera: 1 }, traceId: null });
const shown = (ago: number): Way => ({ at: at - ago, totalMs: 400, stages: { camera: 1, render: 200 }, traceId: null });

it.each<[string, Way | null, Way[], Way | null]>([
  ['nothing where nothing is known', null, [], null],
  ['the newest when it was on a screen', shown(0), [shown(1_000)], shown(0)],
  ['one a little older when the newest was not on a screen', delivered(0), [shown(2_000), shown(1_000), delivered(0)], shown(1_000)],
  ['the newest when none was on a screen lately', delivered(0), [shown(60_000), delivered(0)], delivered(0)],
  ['the last where no newest is told', null, [shown(1_000), shown(500)], shown(500)],
])('shows %s', (_, newest, history, way) => {
  expect(tellingWay({ clockOffsetMs: 0, newest, history })).toEqual(way);
});
