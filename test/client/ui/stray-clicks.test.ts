import { describe, expect, it } from 'vitest';
import { StrayClicks } from '../../../client/ui/stray-clicks.ts';

const [button, neighbour, panel] = [new EventTarget(), new EventTarget(), new EventTarget()];
const here = { x: 300, y: 200 };

describe('a press about when everything has moved', () => {
  const resting = (): StrayClicks => {
    const clicks = new StrayClicks();
    clicks.pointed({ ...here, at: 0 });
    clicks.moved(1_000);
    return clicks;
  };

  it('goes nowhere where the pointer has rested and nobody could have seen it yet', () => {
    const clicks = resting();
    clicks.pointed({ ...here, x: here.x + 3, at: 1_100 });
    clicks.pressed({ ...here, at: 1_399 }, neighbour);
    expect(clicks.meant(neighbour)).toBeNull();
  });

  it('counts once there was time to look', () => {
    const clicks = resting();
    clicks.pressed({ ...here, at: 1_401 }, neighbour);
    expect(clicks.meant(neighbour)).toBe(neighbour);
  });

  it('counts by when it was made, not by when a busy page comes to it', () => {
    const clicks = resting();
    clicks.pressed({ ...here, at: 1_050 }, neighbour);
    expect(clicks.meant(neighbour)).toBeNull();
  });

  it('counts at once where the pointer has set out since', () => {
    const clicks = resting();
    clicks.pointed({ x: 340, y: 260, at: 1_120 });
    clicks.pressed({ x: 340, y: 260, at: 1_130 }, button);
    expect(clicks.meant(button)).toBe(button);
  });

  it('counts though it moves in two steps, and the browser tells of the pointer in between', () => {
    const clicks = resting();
    clicks.pointed({ ...here, at: 1_016 });
    clicks.moved(1_050);
    clicks.pointed({ x: 340, y: 260, at: 1_120 });
    clicks.pressed({ x: 340, y: 260, at: 1_130 }, button);
    expect(clicks.meant(button)).toBe(button);
  });

  it('counts where the pointer was not seen before', () => {
    const clicks = new StrayClicks();
    clicks.moved(1_000);
    clicks.pointed({ ...here, at: 1_050 });
    clicks.pressed({ ...here, at: 1_060 }, button);
    expect(clicks.meant(button)).toBe(button);
  });

  it('goes nowhere where the pointer was on its way to what lay there before', () => {
    const clicks = new StrayClicks();
    clicks.pointed({ ...here, at: 900 });
    clicks.moved(1_000);
    clicks.pointed({ x: 340, y: 260, at: 1_016 });
    clicks.pressed({ x: 340, y: 260, at: 1_200 }, neighbour);
    expect(clicks.meant(neighbour)).toBeNull();
  });

  it('presses what it began on where everything moved before it was let go', () => {
    const clicks = new StrayClicks();
    clicks.pointed({ ...here, at: 900 });
    clicks.pressed({ ...here, at: 950 }, button);
    clicks.moved(1_000);
    expect(clicks.meant(panel)).toBe(button);
  });

  it('is judged anew after the next move', () => {
    const clicks = resting();
    clicks.pointed({ x: 340, y: 260, at: 1_500 });
    clicks.moved(2_000);
    clicks.pressed({ x: 340, y: 260, at: 2_100 }, neighbour);
    expect(clicks.meant(neighbour)).toBeNull();
  });
});

it('leaves every press alone while nothing moves, and what no pointer has pressed', () => {
  const clicks = new StrayClicks();
  expect(clicks.meant(button)).toBe(button);
  clicks.pressed({ ...here, at: 5 }, button);
  expect(clicks.meant(button)).toBe(button);
});
