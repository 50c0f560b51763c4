import { describe, expect, it } from 'vitest';
import { bufferedAhead, nextRange, seekTarget } from './buffered';

const buffered = [
  { start: 10, end: 12 },
  { start: 15, end: 18 },
];

it.each([
  [10, 2],
  [9.97, 2.03],
  [11.5, 0.5],
  [12, 0],
  [13, 0],
  [16, 2],
  [20, 0],
])('at %d there are %d seconds ahead', (position, ahead) => {
  expect(bufferedAhead(buffered, position)).toBeCloseTo(ahead);
});

describe('before a hole', () => {
  it.each([
    [11, null],
    [11.98, 15],
    [13, 15],
    [9, 10],
    [18, null],
    [19, null],
  ])('at %d playback goes on at %j', (position, next) => {
    expect(nextRange(buffered, position)).toBe(next);
  });
});

describe('a seek', () => {
  it.each([
    [10, 11, 11],
    [10, 17, 17],
    [10, 30, 17.95],
    [10, 14, 11.95],
    [17, 16, null],
    [0, 5, null],
  ])('from %d to %d lands at %j', (position, wanted, target) => {
    const found = seekTarget(buffered, position, wanted);
    if (target === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(target);
  });
});
