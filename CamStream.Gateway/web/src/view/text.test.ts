import { expect, it } from 'vitest';
import { ageText, latencyText, nameText } from './text';

it.each([
  [-5, '0.0 s'],
  [412, '0.4 s'],
  [9_940, '9.9 s'],
  [9_960, '10 s'],
  [99_000, '99 s'],
  [100_000, '2 min'],
  [3_600_000, '60 min'],
  [7_200_000, '2 h'],
  [172_800_000, '2 d'],
])('%d ms are %s old', (ms, text) => {
  expect(ageText(ms)).toBe(text);
});

it('writes short latencies in milliseconds', () => {
  expect(latencyText(412.4)).toBe('412 ms');
  expect(latencyText(2_140)).toBe('2.1 s');
});

it('writes an id as a name', () => {
  expect(nameText('front-door-2')).toBe('Front door 2');
});
