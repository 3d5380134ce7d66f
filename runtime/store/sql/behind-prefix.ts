/** The least text, by code points, that stands behind every text with this beginning; null: none does. */
export function behindPrefix(beginning: string): string | null {
  const points = Array.from(beginning, (character) => character.codePointAt(0) ?? 0);
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    // Half characters are no text.
    const next = last === 0xd7ff ? 0xe000 : last + 1;
    if (next <= 0x10ffff) return String.fromCodePoint(...points, next);
  }
  return null;
}
