import { describe, expect, it } from 'vitest';
import {
  addMark,
  allSides,
  beginEditing,
  boxBetween,
  boxOf,
  cropPicture,
  dragSides,
  type EditedPicture,
  type Mark,
  markAt,
  moveMark,
  removeMark,
  sidesAt,
  stretchMark,
  turnPicture,
} from './edited-picture.ts';

const whole = { width: 400, height: 200 };
const box: Mark = {
  kind: 'box',
  points: [
    { x: 10, y: 20 },
    { x: 50, y: 60 },
  ],
  weight: 2,
  text: '',
  turn: 0,
};
const begun = beginEditing(whole);
const turns = (picture: EditedPicture, count: number): EditedPicture =>
  count === 0 ? picture : turns(turnPicture(picture, whole), count - 1);

describe('a picture that is edited', () => {
  it('lies as it did after four turns, with all that is drawn on it', () => {
    const made = cropPicture(addMark(begun, box), { x: 5, y: 5, width: 300, height: 100 });
    expect(turns(made, 4)).toEqual(made);
    const once = turns(made, 1);
    expect(once.crop).toEqual({ x: 95, y: 5, width: 100, height: 300 });
    // What stood near the top at the start stands near the end at the top.
    expect(boxOf(once.marks[0] as Mark)).toEqual({ x: 45, y: 5, width: 40, height: 40 });
  });

  it('keeps what is marked where it was when it is cropped, and cropped again', () => {
    const first = cropPicture(addMark(begun, box), { x: 8, y: 10, width: 100, height: 100 });
    const second = cropPicture(first, { x: 2, y: 10, width: 60, height: 60 });
    expect(second.crop).toEqual({ x: 10, y: 20, width: 60, height: 60 });
    expect(second.marks[0]?.points[0]).toEqual({ x: 0, y: 0 });
  });

  it.each([
    [
      'beyond its edges',
      { x: -50, y: -50, width: 900, height: 900 },
      { x: 0, y: 0, width: 400, height: 200 },
    ],
    ['to nothing', { x: 100, y: 100, width: 0, height: 0 }, { x: 100, y: 100, width: 16, height: 16 }],
    [
      'at its last corner',
      { x: 399, y: 199, width: 50, height: 50 },
      { x: 384, y: 184, width: 16, height: 16 },
    ],
  ])('is never cropped %s', (_, part, crop) => {
    expect(cropPicture(begun, part).crop).toEqual(crop);
  });

  it('has marks that are found, moved, stretched and taken away', () => {
    const made = addMark(addMark(begun, box), { ...box, kind: 'arrow' });
    expect([markAt(made, { x: 30, y: 30 }, 2), markAt(made, { x: 300, y: 100 }, 2)]).toEqual([1, null]);
    expect(moveMark(made, 0, 5, -5).marks[0]?.points).toEqual([
      { x: 15, y: 15 },
      { x: 55, y: 55 },
    ]);
    expect(stretchMark(made, 1, 5, -5).marks[1]?.points).toEqual([
      { x: 10, y: 20 },
      { x: 55, y: 55 },
    ]);
    expect(removeMark(made, 0).marks.map(({ kind }) => kind)).toEqual(['arrow']);
  });

  it('has texts that lie where they read, however it was turned', () => {
    const text: Mark = { ...box, kind: 'text', points: [{ x: 100, y: 50 }], text: '章' };
    const made = addMark(begun, text);
    const boxes = [0, 1, 2, 3].map((count) => boxOf(turns(made, count).marks[0] as Mark));
    expect(boxes).toEqual([
      { x: 100, y: 50, width: 18, height: 18 },
      { x: 132, y: 100, width: 18, height: 18 },
      { x: 282, y: 132, width: 18, height: 18 },
      { x: 50, y: 282, width: 18, height: 18 },
    ]);
  });
});

describe('the box by which one crops', () => {
  const crop = { x: 100, y: 50, width: 100, height: 100 };

  it.each([
    ['a corner', { x: 101, y: 49 }, { left: true, top: true, right: false, bottom: false }],
    ['a side', { x: 200, y: 100 }, { left: false, top: false, right: true, bottom: false }],
    ['its middle', { x: 150, y: 100 }, allSides],
    ['nothing of it', { x: 20, y: 100 }, null],
  ])('is held at %s', (_, point, sides) => {
    expect(sidesAt(crop, point, 5)).toEqual(sides);
  });

  it.each([
    [
      'moved, as far as the picture goes',
      allSides,
      { x: 999, y: -10 },
      { x: 300, y: 40, width: 100, height: 100 },
    ],
    [
      'made larger at a corner',
      { left: true, top: true, right: false, bottom: false },
      { x: -20, y: -999 },
      { x: 80, y: 0, width: 120, height: 150 },
    ],
    [
      'no smaller than what may be left',
      { left: false, top: false, right: true, bottom: true },
      { x: -999, y: -999 },
      { x: 100, y: 50, width: 16, height: 16 },
    ],
  ])('is %s', (_, sides, by, made) => {
    expect(dragSides(crop, sides, by, whole)).toEqual(made);
  });

  it('is drawn from any corner to any other', () => {
    expect(boxBetween({ x: 90, y: 80 }, { x: 10, y: 20 }, whole)).toEqual({
      x: 10,
      y: 20,
      width: 80,
      height: 60,
    });
  });
});
