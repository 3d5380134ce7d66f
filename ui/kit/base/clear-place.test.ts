import { describe, expect, it } from 'vitest';
import { type Box, clearPlace } from './clear-place.ts';

/** A window of 1000 × 800, with a notice of 400 × 40 at the end of its foot. */
const wanted = { right: 984, width: 400, height: 40 };
const bar = (top: number, bottom: number, left = 0, right = 1000): Box => ({ left, right, top, bottom });

describe('what floats at the foot of the window', () => {
  it.each([
    ['stands at the foot where there is no bar', [], 984, 792],
    ['stands above a bar at the foot', [bar(760, 800)], 984, 752],
    [
      'stands above two bars, one above the other, in whatever order they came',
      [bar(760, 800), bar(700, 750)],
      984,
      692,
    ],
    ['stands between two bars where there is room', [bar(760, 800), bar(500, 600)], 984, 752],
    ['stands above the foot of a dialog in the middle', [bar(720, 780, 220, 780)], 984, 712],
    ['stays beside a bar that ends before it', [bar(760, 800, 0, 500)], 984, 792],
    ['leaves the head of the page alone', [bar(0, 60)], 984, 792],
    ['takes no heed of a bar that is hidden', [bar(0, 0, 0, 0)], 984, 792],
    ['stands beside a panel as high as the page', [bar(60, 800, 700, 1000)], 692, 792],
    [
      'stands above the bar that is beside the panel',
      [bar(60, 800, 700, 1000), bar(760, 800, 0, 700)],
      692,
      752,
    ],
    ['lies over a panel that leaves no room beside it', [bar(60, 800, 300, 1000)], 984, 792],
    ['stays at the foot where bars leave no room above them', [bar(420, 800), bar(30, 419)], 984, 792],
  ])('%s', (_, bars, right, bottom) => {
    expect(clearPlace(wanted, bars, 800)).toEqual({ right, bottom });
  });
});
