import { pixelsOf } from '../base/text-width.ts';

/** As much of a text as there is room for, in pixels at 11 px. */
export function cutText(text: string, room: number): string {
  const wide = (one: string) => pixelsOf(one) * (11 / 13);
  if (wide(text) <= room) return text;
  let kept = '';
  for (const letter of text) {
    if (wide(`${kept}${letter}…`) > room) break;
    kept += letter;
  }
  return kept === '' ? '' : `${kept}…`;
}
