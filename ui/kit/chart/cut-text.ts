import { pixelsOf } from '../base/text-width.ts';

/** The width of a text at 11 px, in pixels. */
export const chartWidth = (text: string): number => pixelsOf(text) * (11 / 13);

/** As much of a text as there is room for, in pixels at 11 px. */
export function cutText(text: string, room: number): string {
  if (chartWidth(text) <= room) return text;
  let kept = '';
  for (const letter of text) {
    if (chartWidth(`${kept}${letter}…`) > room) break;
    kept += letter;
  }
  return kept === '' ? '' : `${kept}…`;
}

/** A text on one line, or on two where one has no room for it: broken between words, and within one that is too long. */
export function brokenText(text: string, room: number): readonly string[] {
  if (chartWidth(text) <= room) return [text];
  // Between Chinese letters any place will do, but for a number and what it is a number of.
  const parts = text.match(
    /\d+[年月日]|[\u3400-\u9fff\uff00-\uffef]|[^\s\u3400-\u9fff\uff00-\uffef]+\s*|\s+/g,
  ) ?? [text];
  let first = '';
  while (parts.length > 1 && chartWidth((first + parts[0]).trimEnd()) <= room) first += parts.shift();
  if (first === '') return [cutText(text, room)];
  return [first.trimEnd(), cutText(parts.join(''), room)];
}
