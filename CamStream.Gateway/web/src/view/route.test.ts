import { expect, it } from 'vitest';
import { selectedCamera, wantedLatency } from './route';

it.each([
  ['', null],
  ['#', null],
  ['#/', null],
  ['#/front-door', 'front-door'],
  ['#front-door', null],
  ['#/Front', null],
  ['#/../x', null],
  ['#/-a', null],
  [`#/${'a'.repeat(64)}`, null],
])('%s selects %j', (hash, id) => {
  expect(selectedCamera(hash)).toBe(id);
});

it.each([
  ['', null],
  ['?latency=0.6', 0.6],
  ['?latency=0', null],
  ['?latency=11', null],
  ['?latency=x', null],
  ['?latency=', null],
])('%s wants %j', (query, seconds) => {
  expect(wantedLatency(query)).toBe(seconds);
});
