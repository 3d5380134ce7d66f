/** Full-width and half-width forms, the wide blank, and the sigma that ends Greek words. */
const odd = /[\u03c2\u3000\uff01-\uffee]/g;

/**
 * A text without regard to case and width, as search compares it: Ａ, ａ and A are a, ﾃ is テ. Each character
 * becomes exactly one, so that a part of a text is found in it however both are written.
 *
 * @example
 * foldText('ＡＢＣ') //=> 'abc'
 * foldText('ﾃｽﾄ') //=> 'テスト'
 */
export function foldText(text: string): string {
  // İ is the one letter whose small form is two characters.
  return text.replaceAll('\u0130', 'i').toLowerCase().replace(odd, asUsual);
}

function asUsual(character: string): string {
  if (character === '\u03c2') return '\u03c3';
  // ￣ is the one form that would become two.
  return character === '\uffe3' ? '\u00af' : character.normalize('NFKC');
}

let spellings: ReadonlyMap<string, readonly string[]> | undefined;

/** Returns all characters that fold to this one. */
export function spellingsOf(folded: string): readonly string[] {
  spellings ??= allSpellings();
  return spellings.get(folded) ?? [folded];
}

/** Nothing beyond has case or width. */
const last = 0x1ffff;

function allSpellings(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (let point = 0; point <= last; point++) {
    if (point >= 0xd800 && point <= 0xdfff) continue;
    const character = String.fromCodePoint(point);
    const folded = foldText(character);
    if (folded !== character) found.set(folded, [...(found.get(folded) ?? [folded]), character]);
  }
  return found;
}
