import { expect, it } from 'vitest';
import { RenderWatch } from './render-watch';

const frame = (name: string, date: number): { traceparent: string; date: number } => ({ traceparent: name, date });

function watching(...frames: ReturnType<typeof frame>[]): RenderWatch {
  const watch = new RenderWatch();
  watch.listed(frames);
  return watch;
}

it('sees a frame when the picture with its date appears', () => {
  const watch = watching(frame('a', 1_000));
  watch.presented(933, 1_400);
  expect(watch.isEmpty).toBe(true);
  watch.presented(1_001, 1_467);
  expect(watch.isEmpty).toBe(false);
  expect(watch.take()).toEqual([{ traceparent: 'a', shown: 1_467 }]);
});

it('sees a frame whose date was rounded up', () => {
  const watch = watching(frame('a', 1_001));
  watch.presented(1_000, 1_400);
  expect(watch.take()).toHaveLength(1);
});

it('reports a frame once, even if it stays listed and on screen', () => {
  const watch = watching(frame('a', 1_000));
  watch.presented(1_000, 1_400);
  watch.take();
  watch.listed([frame('a', 1_000)]);
  watch.presented(1_000, 1_500);
  expect(watch.take()).toEqual([]);
});

it('drops a frame that was skipped', () => {
  const watch = watching(frame('a', 1_000), frame('b', 2_000));
  watch.presented(1_067, 1_400);
  watch.presented(1_000, 1_500);
  watch.presented(2_000, 2_400);
  expect(watch.take().map(render => render.traceparent)).toEqual(['b']);
});

it('sees a frame that is no longer listed, when playback is far behind', () => {
  const watch = watching(frame('a', 1_000));
  watch.listed([]);
  watch.presented(1_000, 9_000);
  expect(watch.take()).toHaveLength(1);
});

it('awaits a limited number of frames while nothing is shown', () => {
  const watch = new RenderWatch();
  for (let i = 0; i < 200; i++) watch.listed([frame(`${i}`, 1_000)]);
  watch.presented(1_000, 9_000);
  expect(watch.take()).toHaveLength(150);
});

it('sees several frames with one picture', () => {
  const watch = watching(frame('a', 1_000), frame('b', 1_000));
  watch.presented(1_000, 1_400);
  expect(watch.take().map(render => render.traceparent)).toEqual(['a', 'b']);
});

it('forgets the oldest when nobody takes them', () => {
  const watch = new RenderWatch();
  for (let i = 0; i < 200; i++) {
    watch.listed([frame(`${i}`, i * 100)]);
    watch.presented(i * 100, i * 100 + 400);
  }
  const taken = watch.take();
  expect(taken).toHaveLength(150);
  expect(taken[0]?.traceparent).toBe('50');
});
