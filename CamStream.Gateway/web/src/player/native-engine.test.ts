import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { NativeEngine } from './native-engine';

const START = Date.parse('2027-01-15T08:00:00.000Z');
const listener = { appended: vi.fn(), failed: vi.fn(), warned: vi.fn(), sampled: vi.fn() };
const fetched = vi.fn();

function play(): NativeEngine {
  const video = Object.assign(new EventTarget(), {
    getStartDate: () => new Date(START),
    removeAttribute: vi.fn(),
    load: vi.fn(),
    src: '',
  });
  return new NativeEngine(video as unknown as HTMLVideoElement, 'hls/door/index.m3u8', listener);
}

function playlist(ranges: string): Response {
  return new Response(
    `#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:1\n${ranges}#EXTINF:2,\n1.m4s\n`,
  );
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', globalThis);
  vi.stubGlobal('document', { baseURI: 'http://server/page/' });
  vi.stubGlobal('fetch', fetched);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  fetched.mockReset();
});

it('reads the repeats from the playlist', async () => {
  const engine = play();
  fetched.mockResolvedValue(
    playlist('#EXT-X-DATERANGE:ID="repeat-1",CLASS="com.camstream.repeat",START-DATE="2027-01-15T08:00:02.000Z"\n'),
  );
  expect(engine.seenCapture(5)).toBe(START + 5_000);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(fetched.mock.lastCall?.[0]).toBe('http://server/page/hls/door/live.m3u8');
  expect(engine.seenCapture(5)).toBe(START + 2_000);
  expect(engine.captureTime(5)).toBe(START + 5_000);
  engine.destroy();
});

it('reports the sampled frames in the playlist', async () => {
  const engine = play();
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  fetched.mockResolvedValue(
    playlist(
      '#EXT-X-DATERANGE:ID="frame-1",CLASS="com.camstream.frame",START-DATE="2027-01-15T08:00:02.000Z",' +
        `X-COM-CAMSTREAM-TRACEPARENT="${traceparent}"\n`,
    ),
  );
  await vi.advanceTimersByTimeAsync(1_000);
  expect(listener.sampled).toHaveBeenLastCalledWith([{ traceparent, date: START + 2_000 }]);
  engine.destroy();
});

it('keeps the repeats when the playlist cannot be read', async () => {
  const engine = play();
  fetched.mockResolvedValueOnce(
    playlist('#EXT-X-DATERANGE:ID="repeat-1",CLASS="com.camstream.repeat",START-DATE="2027-01-15T08:00:02.000Z"\n'),
  );
  fetched.mockRejectedValueOnce(new TypeError('no network'));
  fetched.mockResolvedValue(new Response('', { status: 404 }));
  for (let look = 0; look < 3; look++) await vi.advanceTimersByTimeAsync(1_000);
  expect(fetched).toHaveBeenCalledTimes(3);
  expect(engine.seenCapture(5)).toBe(START + 2_000);
  engine.destroy();
});

it('does not read the playlist when it is destroyed', async () => {
  play().destroy();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(fetched).not.toHaveBeenCalled();
});

it('reads the playlist again only when the last reading has ended', async () => {
  const late = new AbortController();
  vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(late.signal);
  fetched.mockImplementationOnce(
    (_, { signal }: { signal: AbortSignal }) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('late')))),
  );
  const engine = play();
  await vi.advanceTimersByTimeAsync(4_000);
  expect(fetched).toHaveBeenCalledTimes(1);
  late.abort();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(fetched).toHaveBeenCalledTimes(2);
  engine.destroy();
});

it('ignores a reading that ends after it is destroyed', async () => {
  let answer: (response: Response) => void = () => undefined;
  fetched.mockReturnValueOnce(new Promise<Response>(resolve => (answer = resolve)));
  const engine = play();
  await vi.advanceTimersByTimeAsync(1_000);
  listener.sampled.mockClear();
  engine.destroy();
  answer(playlist(''));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(listener.sampled).not.toHaveBeenCalled();
  expect(fetched).toHaveBeenCalledTimes(1);
});
