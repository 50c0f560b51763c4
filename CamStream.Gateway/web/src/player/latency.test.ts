import { describe, expect, it } from 'vitest';
import { defaultLatencyOptions, LatencyController } from './latency';

/**
 * Plays for `seconds` with media that is `edgeAge` seconds old when it arrives; returns the latency
 * at the end.
 */
function play(
  controller: LatencyController,
  latency: number,
  seconds: number,
  edgeAge = 0.2,
): { latency: number; seeks: number; rates: number[] } {
  let seeks = 0;
  const rates: number[] = [];
  for (let now = 0; now < seconds; now += 0.1) {
    const action = controller.decide(latency, Math.max(0, latency - edgeAge), edgeAge, now);
    if (action === 'seek') {
      seeks++;
      latency = controller.target;
    } else {
      rates.push(action.rate);
      latency -= (action.rate - 1) * 0.1;
    }
  }
  return { latency, seeks, rates };
}

describe('the latency controller', () => {
  it('plays at normal speed on target', () => {
    expect(new LatencyController().decide(0.41, 0.2, 0.1, 0)).toEqual({ rate: 1 });
  });

  it.each([0.25, 0.5, 0.9, 1.7])('reaches the target from %d s without seeking', start => {
    const { latency, seeks } = play(new LatencyController(), start, 60);
    expect(seeks).toBe(0);
    expect(latency).toBeCloseTo(defaultLatencyOptions.target, 1);
  });

  it('seeks when far behind', () => {
    expect(play(new LatencyController(), 5, 10)).toMatchObject({ seeks: 1 });
  });

  it('seeks sooner while joining', () => {
    expect(new LatencyController().decide(1, 0.9, 0.1, 0, true)).toBe('seek');
    expect(new LatencyController().decide(1, 0.9, 0.1, 0, false)).not.toBe('seek');
  });

  it('keeps the rate within its limits', () => {
    const { rates } = play(new LatencyController(), 1.8, 60);
    expect(Math.max(...rates)).toBe(defaultLatencyOptions.maxRate);
    expect(new LatencyController().decide(0, 0.2, 0.1, 0)).toEqual({ rate: defaultLatencyOptions.minRate });
  });

  it('does not speed up with an empty buffer', () => {
    expect(new LatencyController().decide(0.8, 0.01, 0.1, 0)).toEqual({ rate: 1 });
  });

  it('does not aim at pictures that have not arrived', () => {
    const controller = new LatencyController();
    const { latency } = play(controller, 2.5, 60, 1.7);
    expect(controller.target).toBeCloseTo(1.8);
    expect(latency).toBeCloseTo(1.8, 1);
  });

  it('ignores the age of the end while joining', () => {
    const controller = new LatencyController();
    controller.decide(3, 0.5, 2.5, 0, true);
    expect(controller.target).toBe(defaultLatencyOptions.target);
  });

  it('lowers the target when pictures arrive sooner', () => {
    const controller = new LatencyController();
    play(controller, 2.5, 10, 1.7);
    play(controller, 1.8, 60, 0.2);
    expect(controller.target).toBeCloseTo(0.4);
  });

  it('raises the target after a stall and lowers it slowly', () => {
    const controller = new LatencyController();
    controller.stalled();
    expect(controller.target).toBeCloseTo(0.5);
    play(controller, 0.5, 5);
    expect(controller.target).toBeCloseTo(0.45, 1);
    play(controller, 0.5, 30);
    expect(controller.target).toBeCloseTo(0.4);
  });

  it('never raises the target by more than a second', () => {
    const controller = new LatencyController();
    for (let i = 0; i < 100; i++) controller.stalled();
    expect(controller.target).toBeCloseTo(1.4);
  });
});
