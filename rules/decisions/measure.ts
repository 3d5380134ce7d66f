/** The unit of a length: Unicode characters, or bytes as tax devices count, of which a Chinese character takes two. */
export type LengthUnit = 'characters' | 'bytes';

/**
 * @example
 * lengthOf('a备', 'characters') //=> 2
 * lengthOf('a备', 'bytes') //=> 3
 */
export function lengthOf(text: string, unit: LengthUnit): number {
  let length = 0;
  for (const character of text) length += widthOf(character, unit);
  return length;
}

/**
 * As many whole characters as there is room for.
 *
 * @example
 * cutTo('a备注', 4, 'bytes') //=> 'a备'
 */
export function cutTo(text: string, limit: number, unit: LengthUnit): string {
  let length = 0;
  let kept = '';
  for (const character of text) {
    length += widthOf(character, unit);
    if (length > limit) break;
    kept += character;
  }
  return kept;
}

function widthOf(character: string, unit: LengthUnit): number {
  return unit === 'bytes' && character > '\u007f' ? 2 : 1;
}
