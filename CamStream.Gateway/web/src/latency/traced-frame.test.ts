import { expect, it } from 'vitest';
import { parseLatency } from './traced-frame';

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

it('reads the newest frame and the history, oldest first', () => {
  expect(parseLatency(json)).toEqual({
    clockOffsetMs: -3,
    newest: { at, totalMs: 420, stages: { camera: 3.1, network: 416.9 }, traceId: '4bf92f3577b34da6a3ce929d0e0e4736' },
    history: [
      { at: at - 1_000, totalMs: 300, stages: { camera: 3, render: 297 }, traceId: null },
      { at, totalMs: 420, stages: { camera: 3.1, network: 416.9 }, traceId: null },
    ],
  });
});

it('takes missing and wrong fields as unknown', () => {
  const newest = { captured, stages: [{ name: 'camera', ms: 'long' }, { name: 'network', ms: 5 }, null, 7] };
  expect(
    parseLatency({
      clockOffsetMs: 'x',
      newest,
      history: [{ at: 'yesterday', stages: { camera: 1 } }, { at: captured, stages: {} }, null],
    }),
  ).toEqual({
    clockOffsetMs: 0,
    newest: { at, totalMs: 5, stages: { network: 5 }, traceId: null },
    history: [],
  });
});

it.each([null, 1, 'x', [], {}, { newest: null, history: [] }, { newest: 'x', history: 'y' }])(
  'sees no frame in %j',
  nonsense => {
    expect(parseLatency(nonsense)).toEqual({ clockOffsetMs: 0, newest: null, history: [] });
  },
);
