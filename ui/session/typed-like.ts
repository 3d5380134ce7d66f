import { foldText } from '../../metadata/common/fold-text.ts';

/**
 * Answers how well a typed text fits a name: 4 it is the name, 3 it begins so, 2 it holds it, 1 its pinyin is typed so,
 * whole or by first letters (`kaipiao`, `kp` and `kaip` are 开票), 0 not at all.
 *
 * @example
 * typedLike('kp', ['开票'], 'kai piao') //=> 1
 * typedLike('开票', ['开票'], 'kai piao') //=> 4
 * typedLike('票', ['开票'], 'kai piao') //=> 2
 * typedLike('x', ['开票'], 'kai piao') //=> 0
 */
export function typedLike(typed: string, texts: readonly string[], pinyin = ''): 0 | 1 | 2 | 3 | 4 {
  const wanted = foldText(typed.trim());
  const folded = texts.map(foldText);
  if (folded.includes(wanted)) return 4;
  if (folded.some((text) => text.startsWith(wanted))) return 3;
  if (folded.some((text) => text.includes(wanted))) return 2;
  const letters = wanted.replaceAll(/[\s']/g, '');
  if (!/^[a-z0-9]+$/.test(letters)) return 0;
  const syllables = pinyin.split(' ');
  return syllables.some((_, at) => spells(letters, syllables.slice(at))) ? 1 : 0;
}

/** Answers whether the letters are beginnings of these syllables, one after the other. */
function spells(letters: string, [first, ...others]: readonly string[]): boolean {
  if (letters === '') return true;
  if (first === undefined) return false;
  for (let length = Math.min(first.length, letters.length); length > 0; length--)
    if (letters.startsWith(first.slice(0, length)) && spells(letters.slice(length), others)) return true;
  return false;
}
