/** A box of the window, in pixels from its left upper corner. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** How far what floats stays from the foot of the window and from bars, in pixels. */
const gap = 8;

/**
 * Answers where the right lower corner of what floats stands so that it lies over none of the bars: above those at the
 * foot of the window, beside those that are as high as it. Where there is no room for that, it stays where it would be.
 *
 * @example
 * clearPlace({ right: 9, width: 4, height: 1 }, [{ left: 0, right: 9, top: 80, bottom: 99 }], 99) //=> { right: 9, bottom: 72 }
 */
export function clearPlace(
  wanted: { readonly right: number; readonly width: number; readonly height: number },
  bars: readonly Box[],
  foot: number,
): { readonly right: number; readonly bottom: number } {
  const { width, height } = wanted;
  const isBeside = (bar: Box) => bar.bottom - bar.top > foot / 2;
  let { right } = wanted;
  for (const bar of bars.filter(isBeside).toSorted((one, other) => other.left - one.left))
    if (bar.left < right && bar.right > right - width && bar.left - gap >= width) right = bar.left - gap;
  const below = bars.filter((bar) => !isBeside(bar) && bar.left < right && bar.right > right - width);
  let bottom = foot - gap;
  for (const bar of below.toSorted((one, other) => other.bottom - one.bottom))
    if (bar.bottom > bottom - height && bar.top - gap < bottom) bottom = bar.top - gap;
  return { right, bottom: bottom < height ? foot - gap : bottom };
}
