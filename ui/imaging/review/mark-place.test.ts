import { describe, expect, it } from 'vitest';
import { isPlace, placeBetween, placeTexts, pointOn, shifted } from './mark-place.ts';

describe('a place on a picture', () => {
  it('is that of the picture itself, however it is turned', () => {
    const corner = { x: 0.25, y: 0 };
    expect(pointOn(corner, 0)).toEqual(corner);
    expect(pointOn(corner, 1)).toEqual({ x: 0, y: 0.75 });
    expect(pointOn(corner, 2)).toEqual({ x: 0.75, y: 1 });
    expect(pointOn(corner, 3)).toEqual({ x: 1, y: 0.25 });
  });

  it('lies between two corners, whichever was first, and on the picture', () => {
    const place = { left: 0.25, top: 0.5, width: 0.5, height: 0.25 };
    expect(placeBetween({ x: 0.25, y: 0.5 }, { x: 0.75, y: 0.75 })).toEqual(place);
    expect(placeBetween({ x: 0.75, y: 0.5 }, { x: 0.25, y: 0.75 })).toEqual(place);
    expect(placeBetween({ x: -1, y: -1 }, { x: 2, y: 2 })).toEqual({ left: 0, top: 0, width: 1, height: 1 });
    expect(isPlace(placeBetween({ x: 0.5, y: 0.5 }, { x: 0.505, y: 0.9 }))).toBe(false);
  });

  it('is moved and made larger within the picture', () => {
    const place = { left: 0.5, top: 0.5, width: 0.25, height: 0.25 };
    expect(shifted(place, { x: 1, y: -0.25 }, false)).toEqual({ ...place, left: 0.75, top: 0.25 });
    expect(shifted(place, { x: 1, y: -1 }, true)).toEqual({ ...place, width: 0.5, height: 0.01 });
    expect(placeTexts({ left: 1 / 3, top: 0, width: 0.1 + 0.2, height: 1 })).toEqual({
      left: '0.333333',
      top: '0',
      width: '0.3',
      height: '1',
    });
  });
});
