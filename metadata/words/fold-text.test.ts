import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText, spellingsOf } from './fold-text.ts';

describe('a folded text', () => {
  const pairs: readonly (readonly [string, string])[] = [
    ['ＡＢＣ１２３', 'abc123'],
    ['Ａ－１（甲）　乙', 'a-1(甲) 乙'],
    ['ﾃｽﾄ', 'テスト'],
    ['ISTANBUL İzmir', 'istanbul izmir'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['普通文字 😀', '普通文字 😀'],
  ];
  it.each(pairs)('%s reads %s', (written, folded) => {
    expect(foldText(written)).toBe(folded);
  });

  it('has as many characters as it had, and folding again changes nothing', () => {
    const unit = fc.oneof(
      fc.constantFrom('Ａ', 'ａ', 'İ', 'Σ', 'ς', '￣', '　', 'ﾞ', 'Å', '😀', '甲', 'K', 'ẞ'),
      fc
        .integer({ min: 1, max: 0x1ffff })
        .filter((point) => point < 0xd800 || point > 0xdfff)
        .map((point) => String.fromCodePoint(point)),
    );
    fc.assert(
      fc.property(fc.array(unit), (parts) => {
        const text = parts.join('');
        expect([...foldText(text)].length).toBe([...text].length);
        expect(foldText(foldText(text))).toBe(foldText(text));
        expect(foldText(text)).toBe([...text].map(foldText).join(''));
      }),
    );
  });

  it('is what each of its spellings folds to, itself among them', () => {
    expect(spellingsOf('a')).toEqual(['a', 'A', 'Ａ', 'ａ']);
    expect(spellingsOf('甲')).toEqual(['甲']);
    for (const folded of 'k1σ-(テi') {
      expect(spellingsOf(folded)).toContain(folded);
      for (const written of spellingsOf(folded)) expect(foldText(written)).toBe(folded);
    }
  });
});
